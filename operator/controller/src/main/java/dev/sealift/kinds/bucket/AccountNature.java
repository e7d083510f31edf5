package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.api.BlobTier;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.BucketTarget.NewAccount;
import dev.sealift.api.bucket.BucketTransfer;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What an account is, for good, and what it therefore can't hold. Pure. */
record AccountNature(String name, String kind, String redundancy, boolean hierarchical) {

    static AccountNature of(String name, JsonNode account) {
        return new AccountNature(
                name,
                account.path("kind").asText(),
                StorageAccount.redundancy(account),
                StorageAccount.isHierarchical(account));
    }

    /** Of an account that is still to be made. */
    static AccountNature of(String name, NewAccount wanted) {
        return new AccountNature(name, StorageAccount.KIND, wanted.sku().name(), wanted.hierarchicalNamespace());
    }

    /** What of a wish it refuses. */
    List<Finding> refusals(BucketTransfer wish, List<String> acl) {
        return Stream.of(tiers(wish), archive(wish), tags(wish), acl(acl))
                .flatMap(Optional::stream)
                .toList();
    }

    /** Neither accounts of the first generation nor premium ones have tiers. */
    private Optional<Finding> tiers(BucketTransfer wish) {
        return wish.tiers().isEmpty() || isStandard() || kind.equals("BlobStorage")
                ? Optional.empty()
                : refusal(
                        "an account of kind %s with redundancy %s has no access tiers".formatted(kind, redundancy),
                        "use a standard StorageV2 account, or remove transfer.tiers");
    }

    private Optional<Finding> archive(BucketTransfer wish) {
        return !wish.tiers().containsValue(BlobTier.Archive) || StorageAccount.hasArchiveTier(redundancy)
                ? Optional.empty()
                : refusal(
                        "an account with redundancy %s can't hold the tier Archive".formatted(redundancy),
                        "use Cold in transfer.tiers, or an account with LRS, GRS or RA-GRS");
    }

    /** https://learn.microsoft.com/azure/storage/blobs/storage-feature-support-in-storage-accounts */
    private Optional<Finding> tags(BucketTransfer wish) {
        if (!wish.carry().tags()) {
            return Optional.empty();
        }
        if (hierarchical) {
            return refusal(
                    "an account with a hierarchical namespace has no blob index tags",
                    "remove transfer.carry.tags, or use an account without one");
        }
        return isStandard()
                ? Optional.empty()
                : refusal(
                        "an account of kind %s with redundancy %s has no blob index tags".formatted(kind, redundancy),
                        "use a standard StorageV2 account, or remove transfer.carry.tags");
    }

    private Optional<Finding> acl(List<String> wished) {
        return wished.isEmpty() || hierarchical
                ? Optional.empty()
                : refusal(
                        "an account without a hierarchical namespace has no POSIX access lists",
                        "remove target.acl, or use an account with one; it can't be had later");
    }

    private boolean isStandard() {
        return kind.equals(StorageAccount.KIND) && !redundancy.startsWith("Premium");
    }

    private Optional<Finding> refusal(String message, String remedy) {
        return Optional.of(new Finding(Severity.Error, TargetChecks.CHECK, name, message, remedy));
    }
}
