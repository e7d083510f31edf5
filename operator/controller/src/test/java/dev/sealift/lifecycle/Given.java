package dev.sealift.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Snapshots for tests, told as a story: what was done, what was seen. */
final class Given {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String UID = "0b5c6f6e-1d2c-4f6a-9d55-2f3f7f1b8a11";
    static final Itinerary ITINERARY =
            Itinerary.of(Step.Preflight, Step.PrepareTarget, Step.FullCopy, Step.IncrementalSync, Step.Validate);
    static final Itinerary WHOLE = Itinerary.of(
            Step.Preflight,
            Step.PrepareTarget,
            Step.FullCopy,
            Step.IncrementalSync,
            Step.Validate,
            Step.Fence,
            Step.Cutover,
            Step.Settle,
            Step.Unsettle,
            Step.Unfence,
            Step.CopyBack,
            Step.Rollback,
            Step.Drill);
    static final Verdict.Limits LIMITS = new Verdict.Limits(Duration.ofMinutes(10), Duration.ZERO, Duration.ofHours(1));
    static final Gate CLOSED = new Gate.Closed("AwaitingApproval", "approve it");
    static final Pace PACE = new Pace(
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofSeconds(5),
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofSeconds(10),
            Duration.ofMinutes(10),
            4);

    private Journal journal = Journal.empty();
    private Observation observation = new Observation.NotAsked();
    private Wish wish = Wish.Replicate;
    private long generation = 1;
    private boolean suspended;
    private boolean deleting;
    private boolean retryRequested;
    private boolean drillRequested;
    private Itinerary itinerary = ITINERARY;
    private Gate gate = CLOSED;
    private Terms terms = new Terms(Duration.ofHours(1), Duration.ofHours(72), false);
    private List<Verdict.Input> further = List.of();

    Given succeeded(Step step, Duration ago) {
        Instant ended = NOW.minus(ago);
        Map<String, String> facts = new HashMap<>();
        facts.put(Fact.BEGUN_AT, ended.minusSeconds(30).toString());
        facts.put(Fact.ENDED_AT, ended.toString());
        return entry(step, JournalEntry.State.Succeeded, 1, 0, true, ended, facts);
    }

    Given failed(Step step, Duration ago, int failures, boolean retryable) {
        return entry(step, JournalEntry.State.Failed, failures, failures, retryable, NOW.minus(ago), Map.of());
    }

    /** A comparison that found so many differences. */
    Given compared(Duration ago, int differences) {
        Instant ended = NOW.minus(ago);
        Map<String, String> facts = new HashMap<>();
        facts.put(Fact.BEGUN_AT, ended.minusSeconds(30).toString());
        facts.put(Fact.ENDED_AT, ended.toString());
        facts.put(Fact.ITEMS, "7");
        facts.put(Fact.DIFFERENCES, String.valueOf(differences));
        return entry(Step.Validate, JournalEntry.State.Succeeded, 1, 0, true, ended, facts);
    }

    /** A comparison that found so many items missing at the target. */
    Given missed(Duration ago, int missing) {
        Instant ended = NOW.minus(ago);
        Map<String, String> facts = new HashMap<>();
        facts.put(Fact.BEGUN_AT, ended.minusSeconds(30).toString());
        facts.put(Fact.ENDED_AT, ended.toString());
        facts.put(Fact.ITEMS, "7");
        facts.put(Fact.DIFFERENCES, String.valueOf(missing));
        facts.put(Fact.MISSING, String.valueOf(missing));
        return entry(Step.Validate, JournalEntry.State.Succeeded, 1, 0, true, ended, facts);
    }

    /** Copied, in sync and compared without a difference, some minutes ago. */
    Given ready() {
        return copied().succeeded(Step.IncrementalSync, Duration.ofMinutes(4))
                .compared(Duration.ofMinutes(3), 0)
                .whole();
    }

    /** Ready, by a lag that has been low all the while. */
    Given settled() {
        Instant ended = NOW.minus(Duration.ofMinutes(4));
        Instant begun = ended.minusSeconds(30);
        Map<String, String> facts = Map.of(
                Fact.BEGUN_AT, begun.toString(),
                Fact.ENDED_AT, ended.toString(),
                Fact.LAG_LOW_SINCE, begun.toString());
        return ready().entry(Step.IncrementalSync, JournalEntry.State.Succeeded, 1, 0, true, ended, facts);
    }

    /** Ready, and fenced some minutes after. */
    Given fenced(Duration ago) {
        return ready().succeeded(Step.Fence, ago);
    }

    /** Ready, fenced, passed and compared after the fence. */
    Given provenBehindFence() {
        return copied().whole()
                .succeeded(Step.Fence, Duration.ofMinutes(10))
                .succeeded(Step.IncrementalSync, Duration.ofMinutes(5))
                .compared(Duration.ofMinutes(2), 0);
    }

    /** Cut over that long ago. */
    Given cutOver(Duration ago) {
        return copied().whole()
                .succeeded(Step.Fence, ago.plusMinutes(10))
                .succeeded(Step.IncrementalSync, ago.plusMinutes(8))
                .compared(ago.plusMinutes(5), 0)
                .succeeded(Step.Cutover, ago)
                .succeeded(Step.Settle, ago.minusSeconds(40));
    }

    /** What a cutover had settled was taken away, half an hour ago. */
    Given unsettled() {
        return succeeded(Step.Unsettle, Duration.ofMinutes(45));
    }

    Given whole() {
        itinerary = WHOLE;
        return this;
    }

    Given open() {
        gate = new Gate.Open();
        return this;
    }

    Given undoingFailure() {
        terms = new Terms(terms.maxDowntime(), terms.rollbackWindow(), true);
        return this;
    }

    Given but(String input) {
        further = List.of(new Verdict.Input(input, "2", "0", NOW, false, "ValidationMismatch", null, null));
        return this;
    }

    Given intended(Step step) {
        return entry(step, JournalEntry.State.Intended, 1, 0, true, null, Map.of());
    }

    Given started(Step step) {
        return entry(step, JournalEntry.State.Started, 1, 0, true, null, Map.of());
    }

    Given copied() {
        return succeeded(Step.Preflight, Duration.ofHours(2))
                .succeeded(Step.PrepareTarget, Duration.ofHours(2))
                .succeeded(Step.FullCopy, Duration.ofHours(1));
    }

    /** All before the step is done and the step runs. */
    Given running(Step step) {
        return succeeded(Step.Preflight, Duration.ofHours(2))
                .succeeded(Step.PrepareTarget, Duration.ofHours(2))
                .started(step);
    }

    /** All before the step is done and the step is intended. */
    Given intending(Step step) {
        return succeeded(Step.Preflight, Duration.ofHours(2))
                .succeeded(Step.PrepareTarget, Duration.ofHours(2))
                .intended(step);
    }

    Given seeing(Observation seen) {
        observation = seen;
        return this;
    }

    Given wishing(Wish wished) {
        wish = wished;
        return this;
    }

    Given generation(long given) {
        generation = given;
        return this;
    }

    Given suspended() {
        suspended = true;
        return this;
    }

    Given deleting() {
        deleting = true;
        return this;
    }

    Given asked() {
        retryRequested = true;
        return this;
    }

    Given drillAsked() {
        drillRequested = true;
        return this;
    }

    Given itinerary(Step... steps) {
        itinerary = Itinerary.of(steps);
        return this;
    }

    Journal journal() {
        return journal;
    }

    Snapshot snapshot() {
        return new Snapshot(
                UID,
                generation,
                wish,
                suspended,
                deleting,
                retryRequested,
                drillRequested,
                itinerary,
                journal,
                Verdict.on(journal, LIMITS, further, NOW),
                gate,
                terms,
                observation,
                PACE,
                NOW);
    }

    Decision decision() {
        return Decider.decide(snapshot());
    }

    static OperationKey key(Step step, int attempt) {
        return OperationKey.of(UID, step, attempt);
    }

    static Decision.Begin begin(Step step, int attempt, int failures) {
        return new Decision.Begin(step, key(step, attempt), attempt, failures);
    }

    static Ending.Failure failure(boolean retryable) {
        return new Ending.Failure("TransferFailed", "orders/1 could not be copied", retryable, Map.of());
    }

    static Ending.Success success() {
        return new Ending.Success("Completed", "all well", Map.of());
    }

    static Observation unreachable(Duration after) {
        return new Observation.Unreachable("Throttled", "429", Optional.of(after));
    }

    private Given entry(
            Step step,
            JournalEntry.State state,
            int attempt,
            int failures,
            boolean retryable,
            @Nullable Instant ended,
            Map<String, String> facts) {
        boolean hasFailed = state == JournalEntry.State.Failed;
        journal = journal.with(new JournalEntry(
                step,
                key(step, attempt),
                attempt,
                state,
                1,
                failures,
                retryable,
                "job/" + step,
                ended == null ? NOW.minusSeconds(60) : ended.minusSeconds(30),
                ended,
                hasFailed ? "TransferFailed" : "",
                hasFailed ? "orders/1 could not be copied" : "",
                facts));
        return this;
    }
}
