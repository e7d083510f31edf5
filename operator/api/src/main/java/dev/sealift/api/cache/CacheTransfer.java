package dev.sealift.api.cache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Duration;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How the keys move. */
@ValidationRule(
        value =
                "!has(self.stateVolume) || (isQuantity(string(self.stateVolume)) && quantity(string(self.stateVolume)).compareTo(quantity('64Mi')) >= 0 && quantity(string(self.stateVolume)).compareTo(quantity('16Ti')) <= 0)",
        message = "stateVolume must be an amount from 64Mi to 16Ti",
        fieldPath = ".stateVolume")
@ValidationRule(
        value = "!has(self.ttlTolerance) || duration(self.ttlTolerance) <= duration('1h')",
        message = "ttlTolerance must be 1h or less",
        fieldPath = ".ttlTolerance")
@ValidationRule(
        value = "!has(self.interval) || duration(self.interval) >= duration('1s')",
        message = "interval must be 1s or longer",
        fieldPath = ".interval")
public record CacheTransfer(
        @JsonPropertyDescription(
                "How changes are followed. Psync is what a replica does and misses nothing; ElastiCache allows it only where AWS support has given PSYNC a name (source.psyncAliasesRef). ScanAndNotify walks the keys with SCAN and copies a key again when a keyspace notification names it: it needs notify-keyspace-events with at least AE in the parameter group, costs the source CPU, and misses what Redis doesn't notify of: expirations, evictions, FLUSHALL, and notifications lost with a connection. The comparison finds what was missed. Auto takes Psync where Preflight finds it allowed, else ScanAndNotify, and says why.")
        @Default("Auto")
        CacheMode mode,

        @JsonPropertyDescription("How long after one look at how far the copy is the next follows, such as 10s.")
        @Default("10s")
        Duration interval,

        @JsonPropertyDescription(
                "By how much a key's time to live may differ at the two sides without being a difference.")
        @Default("5s")
        Duration ttlTolerance,

        @JsonPropertyDescription(
                "How many keys of the source a comparison looks at in a second at most, so that it can't burden the source; 0 for no limit.")
        @Default("50000")
        @Min(0) @Max(10_000_000) Integer keysPerSecond,

        @JsonPropertyDescription(
                "The size of the volume on which the mover keeps the source's snapshot; as much as the source's memory.")
        @Default("10Gi")
        Quantity stateVolume) {

    /** Fills what is absent. */
    public CacheTransfer(
            @Nullable CacheMode mode,
            @Nullable Duration interval,
            @Nullable Duration ttlTolerance,
            @Nullable Integer keysPerSecond,
            @Nullable Quantity stateVolume) {
        this.mode = Objects.requireNonNullElse(mode, CacheMode.Auto);
        this.interval = orSeconds(interval, 10);
        this.ttlTolerance = orSeconds(ttlTolerance, 5);
        this.keysPerSecond = Objects.requireNonNullElse(keysPerSecond, 50_000);
        this.stateVolume = Objects.requireNonNullElseGet(stateVolume, () -> new Quantity("10Gi"));
    }

    /** The transfer when a spec says nothing of it. */
    public static CacheTransfer defaults() {
        return new CacheTransfer(null, null, null, null, null);
    }

    private static Duration orSeconds(@Nullable Duration given, long seconds) {
        return given != null ? given : new Duration(java.time.Duration.ofSeconds(seconds));
    }
}
