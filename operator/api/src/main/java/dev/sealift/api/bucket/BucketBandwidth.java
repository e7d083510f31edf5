package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.WeeklyWindow;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The most bandwidth to use. */
public record BucketBandwidth(
        @JsonPropertyDescription(
                "The most at all times for which schedule has no hours, in megabits a second; 0 for no limit.")
        @Default("0")
        @Min(0) @Max(100_000) Integer mbps,

        @JsonPropertyDescription(
                "Other limits in certain hours of the week; of hours that overlap, the first in the list tells.")
        @Default("[]")
        @Size(max = 14) List<Hours> schedule) {

    /** Fills what is absent. */
    public BucketBandwidth(@Nullable Integer mbps, @Nullable List<Hours> schedule) {
        this.mbps = Objects.requireNonNullElse(mbps, 0);
        this.schedule = List.copyOf(Objects.requireNonNullElse(schedule, List.of()));
    }

    /** As it is when a spec says nothing of it. */
    public static BucketBandwidth defaults() {
        return new BucketBandwidth(null, null);
    }

    /** A limit in certain hours. */
    public record Hours(
            @Required @JsonPropertyDescription("The hours in which it holds.")
            WeeklyWindow hours,

            @Required
            @JsonPropertyDescription("The most in these hours, in megabits a second; 0 for no limit.")
            @Min(0) @Max(100_000) Integer mbps) {}
}
