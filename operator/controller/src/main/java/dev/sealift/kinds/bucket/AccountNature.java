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
record AccountNature(String name, String kind, String redundancy) {

    static AccountNature of(String name, JsonNode account) {
        return new AccountNature(name, account.path("kind").asText(), StorageAccount.redundancy(account));
    }

    /** Of an account that is still to be made. */
    static AccountNature of(String name, NewAccount wanted) {
        return new AccountNature(name, StorageAccount.KIND, wanted.sku().name());
    }

    /** What of a wish it refuses. */
    List<Finding> refusals(BucketTransfer wish) {
        return Stream.of(tiers(wish), archive(wish)).flatMap(Optional::stream).toList();
    }

    /** Neither accounts of the first generation nor premium ones have tiers. */
    private Optional<Finding> tiers(BucketTransfer wish) {
        boolean tiered = kind.equals("StorageV2") || kind.equals("BlobStorage");
        return wish.tiers().isEmpty() || (tiered && !redundancy.startsWith("Premium"))
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

    private Optional<Finding> refusal(String message, String remedy) {
        return Optional.of(new Finding(Severity.Error, TargetChecks.CHECK, name, message, remedy));
    }
}
