package dev.sealift.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Whether the cutover is ready: arithmetic over what was measured, never an engine's word.
 *
 * @param inputs each with its value and limit; all must be good
 */
public record Verdict(List<Input> inputs) {

    /** Name of the input that says how far the target is behind. */
    public static final String REPLICATION_LAG = "ReplicationLag";

    /** Name of the input that counts differences. */
    public static final String DIFFERENCES = "Differences";

    /** Name of the input that says how old the comparison is. */
    public static final String EVIDENCE_AGE = "EvidenceAge";

    /** Keeps its own copy. */
    public Verdict {
        inputs = List.copyOf(inputs);
    }

    /**
     * One input.
     *
     * @param reason why it is not good, in a word; of no meaning when it is
     * @param observedAt when it was measured; null if it never was
     */
    public record Input(
            String name,
            String value,
            String limit,
            @Nullable Instant observedAt,
            boolean ok,
            String reason,
            @Nullable String message,
            @Nullable String digest) {}

    /** What an input may be. */
    public record Limits(Duration maxLag, Duration settle, Duration maxAge) {}

    /**
     * The verdict on what the journal holds.
     *
     * @param kindsOwn inputs that the kind adds, such as its credentials
     */
    public static Verdict on(Journal journal, Limits limits, List<Input> kindsOwn, Instant now) {
        List<Input> inputs = new ArrayList<>();
        inputs.add(fullCopy(journal));
        inputs.add(lag(journal, limits, now));
        inputs.addAll(comparison(journal, limits, now));
        inputs.addAll(kindsOwn);
        return new Verdict(inputs);
    }

    /** Whether all inputs are good. */
    public boolean ready() {
        return inputs.stream().allMatch(Input::ok);
    }

    /** The input of the name. */
    public Optional<Input> input(String name) {
        return inputs.stream().filter(input -> input.name().equals(name)).findFirst();
    }

    /** The inputs that withhold the cutover. */
    public List<Input> bad() {
        return inputs.stream().filter(input -> !input.ok()).toList();
    }

    /** What the inputs say, for people. */
    public static String text(List<Input> inputs) {
        return inputs.stream()
                .map(input -> "%s is %s, must be %s%s"
                        .formatted(
                                input.name(),
                                input.value(),
                                input.limit(),
                                input.message() == null ? "" : " (" + input.message() + ")"))
                .collect(Collectors.joining("; "));
    }

    private static Input fullCopy(Journal journal) {
        Optional<Instant> ended = journal.last(Step.FullCopy).flatMap(entry -> entry.instant(Fact.ENDED_AT));
        return new Input(
                "FullCopy",
                ended.isPresent() ? "completed" : "not completed",
                "completed",
                ended.orElse(null),
                ended.isPresent(),
                "InProgress",
                null,
                null);
    }

    private static Input lag(Journal journal, Limits limits, Instant now) {
        Optional<Duration> lag = Lag.of(journal, now);
        String limit = "%s for %s".formatted(Times.text(limits.maxLag()), Times.text(limits.settle()));
        if (lag.isEmpty()) {
            return new Input(REPLICATION_LAG, "unknown", limit, null, false, "InProgress", null, null);
        }
        String value = Times.coarse(lag.get());
        if (lag.get().compareTo(limits.maxLag()) > 0) {
            return new Input(REPLICATION_LAG, value, limit, now, false, "LagTooHigh", null, null);
        }
        Optional<Duration> low = Lag.lowSince(journal).map(since -> Duration.between(since, now));
        boolean settled =
                low.filter(since -> since.compareTo(limits.settle()) >= 0).isPresent();
        String message = low.map(since -> "low for " + Times.coarse(since)).orElse(null);
        return new Input(REPLICATION_LAG, value, limit, now, settled, "Settling", settled ? null : message, null);
    }

    private static List<Input> comparison(Journal journal, Limits limits, Instant now) {
        Optional<JournalEntry> compared = journal.last(Step.Validate)
                .filter(entry -> entry.instant(Fact.BEGUN_AT).isPresent());
        if (compared.isEmpty()) {
            return List.of(new Input(DIFFERENCES, "not compared yet", "0", null, false, "NotValidated", null, null));
        }
        return List.of(differences(compared.get()), evidenceAge(compared.get(), limits, now));
    }

    private static Input differences(JournalEntry compared) {
        long differences = compared.number(Fact.DIFFERENCES).orElse(Long.MAX_VALUE);
        String value = "%s of %s"
                .formatted(
                        compared.number(Fact.DIFFERENCES).map(String::valueOf).orElse("unknown"),
                        compared.number(Fact.ITEMS).map(String::valueOf).orElse("unknown"));
        return new Input(
                DIFFERENCES,
                value,
                "0",
                compared.instant(Fact.BEGUN_AT).orElse(null),
                differences == 0,
                "ValidationMismatch",
                first(compared, Fact.WORST, Fact.PROVEN),
                first(compared, Fact.EVIDENCE_DIGEST, Fact.REPORT_DIGEST));
    }

    private static @Nullable String first(JournalEntry compared, String fact, String otherwise) {
        String found = compared.facts().get(fact);
        return found != null ? found : compared.facts().get(otherwise);
    }

    /** Evidence counts from the moment the comparison was begun: what changed later it can't have seen. */
    private static Input evidenceAge(JournalEntry compared, Limits limits, Instant now) {
        Instant begun = compared.instant(Fact.BEGUN_AT).orElse(Instant.EPOCH);
        Duration age = Duration.between(begun, now);
        return new Input(
                EVIDENCE_AGE,
                Times.coarse(age),
                Times.text(limits.maxAge()),
                begun,
                age.compareTo(limits.maxAge()) <= 0,
                "EvidenceStale",
                null,
                null);
    }
}
