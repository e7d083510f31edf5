package dev.sealift.tools.worker;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.api.worker.WorkProgress;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Many shards' words as those of one worker. Pure.
 *
 * @param shards how many there are
 * @param items in all, when the plan was made, as {@code bytes}
 */
public record ShardedWork(int shards, long items, long bytes) {

    private static final int MOST_NAMED = 3;
    private static final int MOST_WORST = 20;
    private static final int MOST_LINES = 1000;

    /** How far all shards are together. */
    public WorkProgress progress(Map<Integer, WorkOutcome> ended, Map<Integer, WorkProgress> working) {
        long itemsDone = items(ended.values()) + sum(working, WorkProgress::itemsDone);
        long bytesDone = number(ended.values(), Fact.TRANSFERRED_BYTES, Fact.SOURCE_BYTES)
                + sum(working, WorkProgress::bytesDone);
        return new WorkProgress(
                bytesDone,
                Math.max(bytes, bytesDone),
                itemsDone,
                Math.max(items, itemsDone),
                number(ended.values(), Fact.FAILED_ITEMS) + sum(working, WorkProgress::itemsFailed),
                working.values().stream()
                        .mapToDouble(WorkProgress::bytesPerSecond)
                        .sum(),
                working.values().stream()
                        .mapToDouble(WorkProgress::itemsPerSecond)
                        .sum(),
                null,
                null,
                "%d of %d shards are done, %d are under way%s"
                        .formatted(ended.size(), shards, working.size(), failures(ended)));
    }

    private static String failures(Map<Integer, WorkOutcome> ended) {
        long failed =
                ended.values().stream().filter(outcome -> !outcome.succeeded()).count();
        return failed == 0 ? "" : ", %d of the former have failed".formatted(failed);
    }

    /** A copy's items are what it transferred or found there; a comparison's what the source holds. */
    private static long items(Collection<WorkOutcome> ended) {
        return number(ended, Fact.TRANSFERRED_ITEMS, Fact.SKIPPED_ITEMS, Fact.SOURCE_ITEMS);
    }

    private static long sum(Map<Integer, WorkProgress> working, ToLongFunction<WorkProgress> number) {
        return working.values().stream().mapToLong(number).sum();
    }

    private static long number(Collection<WorkOutcome> ended, String... facts) {
        return ended.stream()
                .mapToLong(outcome -> Stream.of(facts)
                        .map(fact -> outcome.facts().getOrDefault(fact, "0"))
                        .mapToLong(Long::parseLong)
                        .sum())
                .sum();
    }

    /**
     * How all shards ended together: well if each did; to be tried again if that may help each that failed.
     *
     * @param ended by index; a shard that isn't in it was never begun
     * @param report of all, as {@link #report} makes it
     */
    public WorkOutcome outcome(SortedMap<Integer, WorkOutcome> ended, String report) {
        List<Map.Entry<Integer, WorkOutcome>> failed = ended.entrySet().stream()
                .filter(entry -> !entry.getValue().succeeded())
                .toList();
        boolean succeeded = failed.isEmpty() && ended.size() == shards;
        return new WorkOutcome(
                succeeded,
                reason(ended, failed),
                succeeded ? "%d shards are done".formatted(shards) : failureText(ended.size(), failed),
                !succeeded && failed.stream().allMatch(entry -> entry.getValue().retryable()),
                facts(ended.values()),
                lines(report).stream().limit(MOST_WORST).toList(),
                digest(report));
    }

    /** That of the first failure, or one that all agree on, such as {@code Equal}; else the one that says less. */
    private static String reason(SortedMap<Integer, WorkOutcome> ended, List<Map.Entry<Integer, WorkOutcome>> failed) {
        return failed.stream()
                .findFirst()
                .map(entry -> entry.getValue().reason())
                .or(() -> ended.values().stream().map(WorkOutcome::reason).min(Comparator.naturalOrder()))
                .orElse("WorkerLost");
    }

    private String failureText(int ended, List<Map.Entry<Integer, WorkOutcome>> failed) {
        String named = failed.stream()
                .limit(MOST_NAMED)
                .map(entry -> "shard %d: %s"
                        .formatted(entry.getKey(), entry.getValue().message()))
                .collect(Collectors.joining("; "));
        String unbegun = ended == shards ? "" : "; %d were not begun".formatted(shards - ended);
        return "%d of %d shards failed%s. %s".formatted(failed.size(), shards, unbegun, named);
    }

    private Map<String, String> facts(Collection<WorkOutcome> ended) {
        Map<String, String> facts = new TreeMap<>();
        ended.forEach(outcome -> outcome.facts().forEach((name, value) -> facts.merge(name, value, ShardedWork::both)));
        facts.put(Fact.SHARDS, Integer.toString(shards));
        return evidence(facts, ended);
    }

    /** Each shard leaves a record: the folder of all, and a digest of their digests, sorted, a line each. */
    private static Map<String, String> evidence(Map<String, String> facts, Collection<WorkOutcome> ended) {
        facts.computeIfPresent(
                Fact.EVIDENCE,
                (_, some) -> ended.stream()
                        .map(outcome -> outcome.facts().get(Fact.EVIDENCE))
                        .filter(Objects::nonNull)
                        .reduce(ShardedWork::commonFolder)
                        .orElse(some));
        facts.computeIfPresent(
                Fact.EVIDENCE_DIGEST,
                (_, some) -> Objects.requireNonNullElse(
                        digest(ended.stream()
                                .map(outcome -> outcome.facts().get(Fact.EVIDENCE_DIGEST))
                                .filter(Objects::nonNull)
                                .sorted()
                                .collect(Collectors.joining("\n"))),
                        some));
        return facts;
    }

    private static String commonFolder(String one, String other) {
        int length = 0;
        while (length < Math.min(one.length(), other.length()) && one.charAt(length) == other.charAt(length)) {
            length++;
        }
        return one.substring(0, one.lastIndexOf('/', length) + 1);
    }

    /** Numbers are summed; of what isn't a number, such as a time, the lesser counts. */
    private static String both(String one, String other) {
        try {
            return Long.toString(Math.addExact(Long.parseLong(one), Long.parseLong(other)));
        } catch (NumberFormatException e) {
            return one.compareTo(other) <= 0 ? one : other;
        }
    }

    /** The lines of several reports as one report, worst first, bounded; the same line twice counts once. */
    public static String report(Stream<ReportLine> lines) {
        return lines.collect(Collectors.toCollection(() -> new TreeSet<>(ReportLine.WORST_FIRST))).stream()
                .limit(MOST_LINES)
                .map(line -> WorkerJson.text(line) + "\n")
                .collect(Collectors.joining());
    }

    /** The lines of a report; what isn't one is left out. */
    public static List<ReportLine> lines(String report) {
        return report.lines().map(WorkerJson::line).flatMap(Optional::stream).toList();
    }

    private static @Nullable String digest(String report) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(report.getBytes(StandardCharsets.UTF_8));
            return report.isEmpty() ? null : "sha256:" + HexFormat.of().formatHex(sum);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
