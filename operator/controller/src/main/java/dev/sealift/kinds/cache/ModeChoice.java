package dev.sealift.kinds.cache;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMode;
import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.RedisMode;
import dev.sealift.engine.Operating;
import dev.sealift.lifecycle.Step;
import java.util.Map;
import java.util.Optional;

/**
 * How changes at the source are followed, and why so.
 *
 * @param mode what was chosen
 * @param finding what a person should know of it, or why it can't be
 */
record ModeChoice(RedisMode mode, Finding finding) {

    /** Fact of Preflight: what was chosen. */
    static final String MODE = "mode";

    private static final String CHECK = "Mode";

    private static final String ALLOWED = "allowed";
    private static final String UNKNOWN = "unknown";

    /** By what a person says, and what a worker has seen of the source. */
    static ModeChoice among(CacheMode wish, Map<String, String> facts) {
        Followed followed = new Followed(
                facts.getOrDefault(RedisFact.SOURCE + RedisFact.PSYNC, UNKNOWN),
                facts.getOrDefault(RedisFact.SOURCE + RedisFact.NOTIFICATIONS, UNKNOWN));
        return switch (wish) {
            case Psync -> followed.byPsync();
            case ScanAndNotify -> followed.byNotifications("transfer.mode says so");
            case Auto ->
                followed.allowsPsync()
                        ? followed.byPsync()
                        : followed.byNotifications("PSYNC is not to be had: " + followed.psync());
        };
    }

    /** As Preflight chose, unless a person says otherwise since. */
    static RedisMode of(Operating<CacheMigration> operating) {
        return switch (operating.migration().spec().transfer().mode()) {
            case Psync -> RedisMode.Psync;
            case ScanAndNotify -> RedisMode.ScanAndNotify;
            case Auto ->
                operating
                        .journal()
                        .last(Step.Preflight)
                        .flatMap(entry -> Optional.ofNullable(entry.facts().get(MODE)))
                        .map(RedisMode::valueOf)
                        .orElse(RedisMode.ScanAndNotify);
        };
    }

    boolean isPossible() {
        return finding.severity() != Severity.Error;
    }

    /**
     * What the source offers.
     *
     * @param psync {@code allowed}, or what it was refused with
     * @param notifications the letters of notify-keyspace-events, or {@code unknown}
     */
    private record Followed(String psync, String notifications) {

        boolean allowsPsync() {
            return psync.equals(ALLOWED);
        }

        ModeChoice byPsync() {
            return allowsPsync()
                    ? new ModeChoice(
                            RedisMode.Psync,
                            new Finding(
                                    Severity.Info,
                                    CHECK,
                                    "Psync",
                                    "the source allows PSYNC, which misses no change",
                                    null))
                    : new ModeChoice(
                            RedisMode.Psync,
                            new Finding(
                                    Severity.Error,
                                    CHECK,
                                    "Psync",
                                    "the source does not allow PSYNC: " + psync,
                                    "set transfer.mode to Auto or ScanAndNotify; of ElastiCache, ask AWS support for the names of PSYNC at each node and name the Secret with them in source.psyncAliasesRef"));
        }

        ModeChoice byNotifications(String why) {
            if (notifications.equals(UNKNOWN)) {
                return scanning(
                        Severity.Warning,
                        why
                                + "; whether keyspace notifications are on can't be seen, for CONFIG is refused, and without them changes would only be found by the comparison",
                        "see that notify-keyspace-events is AE or more in the parameter group");
            }
            return announcesAll()
                    ? scanning(
                            Severity.Warning,
                            why
                                    + "; keyspace notifications (%s) tell of changes, but not of expirations, evictions and FLUSHALL; the comparison finds what they miss"
                                            .formatted(notifications),
                            "prefer Psync where it can be had")
                    : scanning(
                            Severity.Error,
                            "%s; and notify-keyspace-events is \"%s\", so that changes would be missed"
                                    .formatted(why, notifications),
                            "set notify-keyspace-events to AE or more: in the parameter group of ElastiCache, or by CONFIG SET");
        }

        /** Keyevent notifications of all kinds of commands; Redis itself writes them together as A. */
        private boolean announcesAll() {
            boolean all = notifications.contains("A")
                    || "g$lshzt".chars().allMatch(letter -> notifications.indexOf(letter) >= 0);
            return all && notifications.contains("E");
        }

        private static ModeChoice scanning(Severity severity, String message, String remedy) {
            return new ModeChoice(
                    RedisMode.ScanAndNotify, new Finding(severity, CHECK, "ScanAndNotify", message, remedy));
        }
    }
}
