package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.BlobTier;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the data moves. */
@ValidationRule(
        value =
                "!has(self.stateVolume) || (isQuantity(string(self.stateVolume)) && quantity(string(self.stateVolume)).compareTo(quantity('64Mi')) >= 0 && quantity(string(self.stateVolume)).compareTo(quantity('16Ti')) <= 0)",
        message = "stateVolume must be an amount from 64Mi to 16Ti",
        fieldPath = ".stateVolume")
@ValidationRule(
        value =
                "!has(self.shardBytes) || (isQuantity(string(self.shardBytes)) && quantity(string(self.shardBytes)).compareTo(quantity('1Mi')) >= 0 && quantity(string(self.shardBytes)).compareTo(quantity('1Pi')) <= 0)",
        message = "shardBytes must be an amount from 1Mi to 1Pi",
        fieldPath = ".shardBytes")
@ValidationRule(
        value = "!has(self.interval) || duration(self.interval) >= duration('5s')",
        message = "interval must be 5s or longer",
        fieldPath = ".interval")
@ValidationRule(
        value = "!has(self.clockSkew) || duration(self.clockSkew) <= duration('24h')",
        message = "clockSkew must be 24h or less",
        fieldPath = ".clockSkew")
@ValidationRule(
        value =
                "!has(self.tiers) || self.tiers.all(c, c in ['STANDARD', 'REDUCED_REDUNDANCY', 'STANDARD_IA', 'ONEZONE_IA', 'INTELLIGENT_TIERING', 'GLACIER_IR', 'GLACIER', 'DEEP_ARCHIVE'])",
        message =
                "tiers is by S3's storage classes: STANDARD, REDUCED_REDUNDANCY, STANDARD_IA, ONEZONE_IA, INTELLIGENT_TIERING, GLACIER_IR, GLACIER or DEEP_ARCHIVE",
        fieldPath = ".tiers")
public record BucketTransfer(
        @JsonPropertyDescription(
                "What moves the bytes. AzCopy lets Azure Storage fetch from S3 itself, so the bucket must be reachable from the internet. Stream moves them through the workers' pods. Auto takes AzCopy unless Preflight finds that it can't reach the bucket or would outlive its credentials. Further values come with later versions.")
        @Default("Auto")
        BucketEngine engine,

        @JsonPropertyDescription("How long after one pass the next begins, such as 5m.") @Default("5m")
        Duration interval,

        @JsonPropertyDescription(
                "How far the clocks of cluster and source may differ; a comparison calls nothing missing or different that was modified less than this before the last pass began.")
        @Default("5m")
        Duration clockSkew,

        @JsonPropertyDescription("The most bandwidth to use, by the hour of the week.") @Default("{}")
        BucketBandwidth bandwidth,

        @JsonPropertyDescription(
                "What to do with objects that Blob Storage can't hold. Fail stops in Preflight and names them; Skip leaves them out and names them in the report.")
        @Default("Fail")
        UnsupportedObjects unsupportedObjects,

        @JsonPropertyDescription(
                "What to do with objects in an archived storage class, which can't be read until restored. Fail stops in Preflight and names them; Skip leaves them out and names them in the report. Restore has S3 restore those that the target lacks, which S3 charges for, and copies them in the passes after; Preflight says how many and how large they are. It takes Stream and s3:RestoreObject.")
        @Default("Fail")
        ArchivedObjects archivedObjects,

        @JsonPropertyDescription("How archived objects are restored, with archivedObjects: Restore.") @Default("{}")
        BucketRestore restore,

        @JsonPropertyDescription(
                "The access tier that a blob gets, by its object's storage class, such as STANDARD_IA: Cool. Blobs of classes that aren't named get the account's own tier, and so do all with none. It takes Stream. A tier is given with the copy: what was copied before, and what changes its class later, stays as it is, and the comparison counts and names blobs in another tier. Azure charges for Cool, Cold and Archive for 30, 90 and 180 days at least.")
        @Default("{}")
        @Size(max = 8) Map<String, BlobTier> tiers,

        @JsonPropertyDescription(
                "What becomes of user metadata and content headers: first drop, then rename, then add; all else is carried as it is. It takes Stream. It holds for what is copied from then on, and comparisons that read go by it.")
        @Default("{}")
        BucketMetadata metadata,

        @JsonPropertyDescription("What is carried only if asked for, because it costs requests and rights.")
        @Default("{}")
        BucketCarry carry,

        @JsonPropertyDescription(
                "What becomes of an object at the target when it is deleted at the source. Keep leaves it and reports it. Always has the next pass delete it; AtCutover the last pass of a cutover, once the source is fenced. Nothing is ever deleted but what this migration has copied and nobody has written since. Further values may come with later versions.")
        @Default("Keep")
        BucketDeletes deletes,

        @JsonPropertyDescription(
                "The most that one pass may delete, in percent of the objects that this migration has copied, but at least one object unless it is 0. With more a pass deletes nothing and stops, so that a source that was wiped doesn't wipe the target.")
        @Default("10")
        @Min(0) @Max(100) Integer deleteLimit,

        @JsonPropertyDescription(
                "The size of the volume on which AzCopy keeps its plans and logs, so that a restarted pod goes on.")
        @Default("2Gi")
        Quantity stateVolume,

        @JsonPropertyDescription(
                "How many pods copy or compare at a time, once the bucket is large enough to be divided into shards. They share bandwidth.")
        @Default("4")
        @Min(1) @Max(64) Integer parallelism,

        @JsonPropertyDescription(
                "The most objects that one pod copies. A bucket with more is divided into shards, of which each is copied, retried and reported alone. There are never more than 1000 shards: they grow with the bucket.")
        @Default("100000")
        @Min(1000) @Max(10_000_000) Long shardObjects,

        @JsonPropertyDescription(
                "The most bytes that one pod copies, such as 256Gi; an object that is larger is a shard by itself.")
        @Default("256Gi")
        Quantity shardBytes) {

    /** Fills what is absent. */
    public BucketTransfer(
            @Nullable BucketEngine engine,
            @Nullable Duration interval,
            @Nullable Duration clockSkew,
            @Nullable BucketBandwidth bandwidth,
            @Nullable UnsupportedObjects unsupportedObjects,
            @Nullable ArchivedObjects archivedObjects,
            @Nullable BucketRestore restore,
            @Nullable Map<String, BlobTier> tiers,
            @Nullable BucketMetadata metadata,
            @Nullable BucketCarry carry,
            @Nullable BucketDeletes deletes,
            @Nullable Integer deleteLimit,
            @Nullable Quantity stateVolume,
            @Nullable Integer parallelism,
            @Nullable Long shardObjects,
            @Nullable Quantity shardBytes) {
        this.engine = Objects.requireNonNullElse(engine, BucketEngine.Auto);
        this.interval = interval != null ? interval : new Duration(java.time.Duration.ofMinutes(5));
        this.clockSkew = clockSkew != null ? clockSkew : new Duration(java.time.Duration.ofMinutes(5));
        this.bandwidth = Objects.requireNonNullElseGet(bandwidth, BucketBandwidth::defaults);
        this.unsupportedObjects = Objects.requireNonNullElse(unsupportedObjects, UnsupportedObjects.Fail);
        this.archivedObjects = Objects.requireNonNullElse(archivedObjects, ArchivedObjects.Fail);
        this.restore = Objects.requireNonNullElseGet(restore, BucketRestore::defaults);
        this.tiers = Map.copyOf(Objects.requireNonNullElse(tiers, Map.of()));
        this.metadata = Objects.requireNonNullElseGet(metadata, BucketMetadata::defaults);
        this.carry = Objects.requireNonNullElseGet(carry, BucketCarry::defaults);
        this.deletes = Objects.requireNonNullElse(deletes, BucketDeletes.Keep);
        this.deleteLimit = Objects.requireNonNullElse(deleteLimit, 10);
        this.stateVolume = stateVolume != null ? stateVolume : new Quantity("2Gi");
        this.parallelism = Objects.requireNonNullElse(parallelism, 4);
        this.shardObjects = Objects.requireNonNullElse(shardObjects, 100_000L);
        this.shardBytes = shardBytes != null ? shardBytes : new Quantity("256Gi");
    }

    /** A transfer as it is when a spec says nothing of it. */
    public static BucketTransfer defaults() {
        return new BucketTransfer(
                null, null, null, null, null, null, null, null, null, null, null, null, null, null, null, null);
    }
}
