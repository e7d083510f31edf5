package dev.sealift.kinds.cache;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.cache.CacheEndpoint;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.RedisMode;
import dev.sealift.kinds.Bytes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What Preflight concludes from what a worker has seen of both sides. Pure. */
final class CacheChecks {

    private static final int ALL_SLOTS = 16384;

    /** Redis takes no longer value from a client: https://redis.io/docs/latest/commands/set/ */
    private static final long LONGEST_VALUE = 512L * 1024 * 1024;

    /** What a target needs beside the keys themselves: buffers of its clients, fragmentation, what expires late. */
    private static final double RESERVE = 1.2;

    private final CacheMigrationSpec spec;
    private final RedisMode mode;
    private final Map<String, String> facts;

    /** @param mode how changes will be followed */
    CacheChecks(CacheMigrationSpec spec, RedisMode mode, Map<String, String> facts) {
        this.spec = spec;
        this.mode = mode;
        this.facts = facts;
    }

    List<Finding> findings() {
        return Stream.of(
                        Stream.of(measured()),
                        kindOf("source", RedisFact.SOURCE, spec.source().endpoint()),
                        kindOf("target", RedisFact.TARGET, spec.target().endpoint()),
                        databases().stream(),
                        modules().stream(),
                        memory().stream(),
                        dumpVersion().stream(),
                        eviction().stream(),
                        largest().stream(),
                        alreadyThere().stream(),
                        unverified().stream())
                .flatMap(stream -> stream)
                .toList();
    }

    private Finding measured() {
        return new Finding(
                Severity.Info,
                "Source",
                spec.source().endpoint().address(),
                "%s %s, %s keys, %s, %s commands a second, %s clients"
                        .formatted(
                                source(RedisFact.SERVER),
                                source(RedisFact.VERSION),
                                source(RedisFact.KEYS),
                                Bytes.text(number(RedisFact.SOURCE + RedisFact.MEMORY)),
                                source(RedisFact.OPS),
                                source(RedisFact.CLIENTS)),
                null);
    }

    /** Who takes a cluster for a single server sees one shard of it, and who does the opposite sees nothing. */
    private Stream<Finding> kindOf(String side, String prefix, CacheEndpoint endpoint) {
        boolean clustered = Boolean.parseBoolean(facts.get(prefix + RedisFact.CLUSTERED));
        if (clustered != endpoint.cluster()) {
            return Stream.of(error(
                    "ClusterMode",
                    endpoint.address(),
                    clustered ? "it is a cluster" : "it is not a cluster",
                    "set %s.endpoint.cluster to %b".formatted(side, clustered)));
        }
        long slots = number(prefix + RedisFact.SLOTS);
        return clustered && slots < ALL_SLOTS
                ? Stream.of(error(
                        "Slots",
                        endpoint.address(),
                        "%d of its %d slots have no node that serves them".formatted(ALL_SLOTS - slots, ALL_SLOTS),
                        "mend the cluster first"))
                : Stream.empty();
    }

    private Optional<Finding> databases() {
        Set<String> others = new TreeSet<>(listed(RedisFact.SOURCE + RedisFact.DATABASES));
        others.remove("0");
        if (others.isEmpty()) {
            return Optional.empty();
        }
        String message = "the source holds keys in the databases " + String.join(", ", others);
        return Optional.of(
                spec.target().endpoint().cluster()
                        ? error(
                                "Databases",
                                spec.target().endpoint().address(),
                                message + ", and a cluster has database 0 only",
                                "move them to database 0, or take a target without a cluster")
                        : warning(
                                "Databases",
                                spec.target().endpoint().address(),
                                message,
                                "see that the target has them: Azure Managed Redis has database 0 only"));
    }

    private Optional<Finding> modules() {
        Set<String> missing = new TreeSet<>(listed(RedisFact.SOURCE + RedisFact.MODULES));
        missing.removeAll(listed(RedisFact.TARGET + RedisFact.MODULES));
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(error(
                        "Modules",
                        spec.target().endpoint().address(),
                        "the target lacks the modules " + String.join(", ", missing),
                        "make the target with them; keys of their types can't be copied otherwise"));
    }

    private Optional<Finding> memory() {
        long needed = (long) (number(RedisFact.SOURCE + RedisFact.MEMORY) * RESERVE);
        long there = number(RedisFact.TARGET + RedisFact.MAX_MEMORY);
        return there == 0 || needed <= there
                ? Optional.empty()
                : Optional.of(error(
                        "Memory",
                        spec.target().endpoint().address(),
                        "the source's keys take %s, which with a reserve of a fifth is more than the target's %s"
                                .formatted(Bytes.text(number(RedisFact.SOURCE + RedisFact.MEMORY)), Bytes.text(there)),
                        "take a larger target"));
    }

    /** Values travel in the form of DUMP, which a server reads up to its own version of it. */
    private Optional<Finding> dumpVersion() {
        long from = number(RedisFact.SOURCE + RedisFact.RDB_VERSION);
        long to = number(RedisFact.TARGET + RedisFact.RDB_VERSION);
        return from == 0 || to == 0 || from <= to
                ? Optional.empty()
                : Optional.of(error(
                        "DumpVersion",
                        spec.target().endpoint().address(),
                        "the source dumps values in version %d, and %s %s reads up to version %d"
                                .formatted(from, target(RedisFact.SERVER), target(RedisFact.VERSION), to),
                        "take a target of a later version"));
    }

    private Optional<Finding> eviction() {
        String from = source(RedisFact.EVICTION);
        String to = target(RedisFact.EVICTION);
        return from.isEmpty() || to.isEmpty() || from.equals(to)
                ? Optional.empty()
                : Optional.of(warning(
                        "Eviction",
                        spec.target().endpoint().address(),
                        "the source evicts by %s, the target by %s".formatted(from, to),
                        "set the target's policy to the source's, unless the change is meant"));
    }

    private Optional<Finding> largest() {
        long bytes = number(RedisFact.SOURCE + RedisFact.LARGEST_BYTES);
        return bytes <= LONGEST_VALUE
                ? Optional.empty()
                : Optional.of(warning(
                        "LargeKey",
                        source(RedisFact.LARGEST_KEY),
                        "it takes %s, and a target takes no value of more than 512 MiB at once"
                                .formatted(Bytes.text(bytes)),
                        "divide it"));
    }

    private Optional<Finding> alreadyThere() {
        long keys = number(RedisFact.TARGET + RedisFact.KEYS);
        if (keys == 0) {
            return Optional.empty();
        }
        String item = spec.target().endpoint().address();
        return Optional.of(
                switch (mode) {
                    case Psync ->
                        error(
                                "TargetKeys",
                                item,
                                "the target holds %d keys, and a mover by Psync empties the target whenever it begins"
                                        .formatted(keys),
                                "empty it yourself if they may go, or set transfer.mode to ScanAndNotify, which leaves them");
                    case ScanAndNotify ->
                        warning(
                                "TargetKeys",
                                item,
                                "the target holds %d keys already; those that the source has too are overwritten, others stay"
                                        .formatted(keys),
                                "empty it, unless they are meant to stay");
                });
    }

    private Optional<Finding> unverified() {
        boolean tls = spec.source().endpoint().tls() || spec.target().endpoint().tls();
        return tls
                ? Optional.of(warning(
                        "MoverTls",
                        null,
                        "redis-shake encrypts, but does not verify certificates; Sealift's own workers do, which have just reached both sides",
                        "keep the way from this cluster to both sides private"))
                : Optional.empty();
    }

    private String source(String fact) {
        return facts.getOrDefault(RedisFact.SOURCE + fact, "");
    }

    private String target(String fact) {
        return facts.getOrDefault(RedisFact.TARGET + fact, "");
    }

    private long number(String fact) {
        return Long.parseLong(facts.getOrDefault(fact, "0"));
    }

    private Set<String> listed(String fact) {
        return Arrays.stream(facts.getOrDefault(fact, "").split(","))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.toSet());
    }

    private static Finding error(String check, String item, String message, String remedy) {
        return new Finding(Severity.Error, check, item, message, remedy);
    }

    private static Finding warning(String check, @Nullable String item, String message, String remedy) {
        return new Finding(Severity.Warning, check, item, message, remedy);
    }
}
