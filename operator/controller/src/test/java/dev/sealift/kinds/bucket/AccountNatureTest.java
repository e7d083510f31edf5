package dev.sealift.kinds.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.bucket.BucketTransfer;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccountNatureTest {

    private static List<String> refusals(String kind, String redundancy, String transfer, String... acl) {
        BucketTransfer wish = Serialization.unmarshal(transfer, BucketTransfer.class);
        return new AccountNature("shoporders", kind, redundancy.replace("+hns", ""), redundancy.endsWith("+hns"))
                .refusals(wish, List.of(acl)).stream().map(Finding::message).toList();
    }

    @Test
    void hasAccessListsWithAHierarchicalNamespaceOnly() {
        assertThat(refusals("StorageV2", "Standard_LRS+hns", "engine: Auto", "other::---"))
                .isEmpty();
        assertThat(refusals("StorageV2", "Standard_LRS", "engine: Auto", "other::---"))
                .containsExactly("an account without a hierarchical namespace has no POSIX access lists");
    }

    @ParameterizedTest
    @CsvSource({
        "StorageV2, Standard_LRS, 'tiers: {STANDARD: Archive}'",
        "StorageV2, Standard_RAGRS, 'tiers: {STANDARD: Archive}'",
        "StorageV2, Standard_ZRS, 'tiers: {STANDARD: Cold}'",
        "BlobStorage, Standard_GRS, 'tiers: {STANDARD: Cool}'",
        "BlockBlobStorage, Premium_LRS, 'engine: Stream'",
        "StorageV2, Standard_ZRS, 'carry: {tags: true}'",
        "StorageV2, Standard_LRS+hns, 'tiers: {STANDARD: Archive}'",
        "Storage, Standard_ZRS, 'engine: Stream'",
    })
    void holds(String kind, String redundancy, String transfer) {
        assertThat(refusals(kind, redundancy, transfer)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "StorageV2, Standard_ZRS, 'tiers: {STANDARD: Cool, GLACIER_IR: Archive}', redundancy Standard_ZRS can't hold the tier Archive",
        "StorageV2, Standard_RAGZRS, 'tiers: {STANDARD: Archive}', redundancy Standard_RAGZRS can't hold the tier Archive",
        "StorageV2, Standard_ZRS+hns, 'carry: {tags: true}', a hierarchical namespace has no blob index tags",
        "BlockBlobStorage, Premium_LRS, 'carry: {tags: true}', has no blob index tags",
        "BlockBlobStorage, Premium_LRS, 'tiers: {STANDARD: Hot}', kind BlockBlobStorage with redundancy Premium_LRS has no access tiers",
        "Storage, Standard_LRS, 'tiers: {STANDARD: Hot}', kind Storage with redundancy Standard_LRS has no access tiers",
    })
    void refuses(String kind, String redundancy, String transfer, String why) {
        assertThat(refusals(kind, redundancy, transfer))
                .singleElement()
                .asString()
                .contains(why);
    }
}
