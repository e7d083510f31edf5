package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** When the copy counts as proven. */
@ValidationRule(
        value = "!has(self.interval) || duration(self.interval) >= duration('5s')",
        message = "interval must be 5s or longer",
        fieldPath = ".interval")
@ValidationRule(
        value = "!has(self.fullEvery) || duration(self.fullEvery) >= duration('1h')",
        message = "fullEvery must be 1h or longer",
        fieldPath = ".fullEvery")
public record Validation(
        @JsonPropertyDescription(
                "How the two sides are compared. SizeAndTime lists both and compares keys, sizes and times: of objects when they were modified and, where both sides have one, digests; of a cache types and times to live. Sample also reads the contents of a sample at both sides, of objects with headers and metadata. Full reads the contents of everything, of objects only what has changed at either side since it was last read. Objects are read within transfer.bandwidth. Further values may come with later versions.")
        @Default("SizeAndTime")
        ValidationMode mode,

        @JsonPropertyDescription("What mode Sample reads.") @Nullable ValidationSample sample,

        @JsonPropertyDescription(
                "How old a reading may be, such as 720h. What was read longer ago is read again by modes Sample and Full even if neither side has changed. Absent, a reading counts until a side changes.")
        @Nullable Duration fullEvery,

        @JsonPropertyDescription("How long after one comparison the next begins, such as 15m.") @Default("15m")
        Duration interval,

        @JsonPropertyDescription("The most that the target may be behind the source for the cutover to be ready.")
        @Default("10m")
        Duration maxLag,

        @JsonPropertyDescription("How long the lag must have stayed under maxLag before the cutover is ready.")
        @Default("5m")
        Duration settle,

        @JsonPropertyDescription("The age at which a comparison no longer counts as evidence.") @Default("1h")
        Duration maxAge,

        @JsonPropertyDescription(
                "What an item that only the target holds means. Report names it and goes on; Block withholds CutoverReady, for targets that must equal the source exactly.")
        @Default("Report")
        ExtraItems extraItems,

        @JsonPropertyDescription(
                "Whether a comparison also brings to the target what it finds missing or different there. Of caches only: a bucket's passes do so by themselves.")
        @Default("false")
        Boolean repair) {

    /** Fills what is absent, as the schema's defaults do on a real API server. */
    public Validation(
            @Nullable ValidationMode mode,
            @Nullable ValidationSample sample,
            @Nullable Duration fullEvery,
            @Nullable Duration interval,
            @Nullable Duration maxLag,
            @Nullable Duration settle,
            @Nullable Duration maxAge,
            @Nullable ExtraItems extraItems,
            @Nullable Boolean repair) {
        this.mode = Objects.requireNonNullElse(mode, ValidationMode.SizeAndTime);
        this.sample = sample;
        this.fullEvery = fullEvery;
        this.interval = orMinutes(interval, 15);
        this.maxLag = orMinutes(maxLag, 10);
        this.settle = orMinutes(settle, 5);
        this.maxAge = orMinutes(maxAge, 60);
        this.extraItems = Objects.requireNonNullElse(extraItems, ExtraItems.Report);
        this.repair = Objects.requireNonNullElse(repair, false);
    }

    /** Validation as it is when a spec says nothing of it. */
    public static Validation defaults() {
        return new Validation(null, null, null, null, null, null, null, null, null);
    }

    private static Duration orMinutes(@Nullable Duration given, long minutes) {
        return given != null ? given : new Duration(java.time.Duration.ofMinutes(minutes));
    }
}
