package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.worker.Restoration.Tier;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How archived objects are restored. */
public record BucketRestore(
        @JsonPropertyDescription(
                "How fast, and at what price. Bulk takes up to 12 hours, or 48 from DEEP_ARCHIVE, and is the cheapest. Standard takes up to 5, or 12 from DEEP_ARCHIVE. Expedited takes minutes, is the dearest, and DEEP_ARCHIVE doesn't know it.")
        @Default("Bulk")
        Tier tier,

        @JsonPropertyDescription(
                "For how many days S3 keeps a restored object readable, and charges for it. It should be long enough for all to be copied; what isn't by then is asked for, and paid for, again.")
        @Default("7")
        @Min(1) @Max(90) Integer days) {

    /** Fills what is absent. */
    public BucketRestore(@Nullable Tier tier, @Nullable Integer days) {
        this.tier = Objects.requireNonNullElse(tier, Tier.Bulk);
        this.days = Objects.requireNonNullElse(days, 7);
    }

    /** As it is when a spec says nothing of it. */
    public static BucketRestore defaults() {
        return new BucketRestore(null, null);
    }
}
