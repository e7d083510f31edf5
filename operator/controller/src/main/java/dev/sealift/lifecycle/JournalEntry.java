package dev.sealift.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The last operation of a step.
 *
 * @param generation the generation of the spec that it was begun under
 * @param failures how often the step has failed in a row
 * @param retryable whether, if it has failed, another attempt may help without a person
 * @param ref what runs, for people
 * @param startedAt when the intent was recorded, so never later than the true start, whoever adopts it
 * @param facts what the step's last success measured; it outlives a later attempt that runs or has failed
 */
public record JournalEntry(
        Step step,
        OperationKey key,
        int attempt,
        State state,
        long generation,
        int failures,
        boolean retryable,
        @Nullable String ref,
        @Nullable Instant startedAt,
        @Nullable Instant endedAt,
        String reason,
        String message,
        Map<String, String> facts) {

    /** Keeps its own copy of the facts. */
    public JournalEntry {
        facts = Map.copyOf(facts);
    }

    /** The life of an operation. */
    public enum State {
        /** Recorded, perhaps begun. */
        Intended,
        /** Known to have been begun. */
        Started,
        /** Ended well. */
        Succeeded,
        /** Ended badly. */
        Failed,
        /** Ended by us. */
        Cancelled;

        /** Whether the operation may still be under way. */
        public boolean isOpen() {
            return this == Intended || this == Started;
        }
    }

    /** The record of a wish to begin, which keeps what the step's last success measured. */
    public static JournalEntry intended(
            Decision.Begin begin, long generation, Instant now, Map<String, String> factsSoFar) {
        return new JournalEntry(
                begin.step(),
                begin.key(),
                begin.attempt(),
                State.Intended,
                generation,
                begin.failures(),
                true,
                null,
                now,
                null,
                "",
                "",
                factsSoFar);
    }

    /** This operation, known to run. */
    public JournalEntry started(@Nullable String reference) {
        return new JournalEntry(
                step,
                key,
                attempt,
                State.Started,
                generation,
                failures,
                retryable,
                reference,
                startedAt,
                null,
                reason,
                message,
                facts);
    }

    /** This operation, ended well. */
    public JournalEntry succeeded(Ending.Success success, Map<String, String> measured, Instant now) {
        return new JournalEntry(
                step,
                key,
                attempt,
                State.Succeeded,
                generation,
                0,
                true,
                ref,
                startedAt,
                now,
                success.reason(),
                success.message(),
                measured);
    }

    /** This operation, ended badly. */
    public JournalEntry failed(Ending.Failure failure, Instant now) {
        return new JournalEntry(
                step,
                key,
                attempt,
                State.Failed,
                generation,
                failures + 1,
                failure.retryable(),
                ref,
                startedAt,
                now,
                failure.reason(),
                failure.message(),
                facts);
    }

    /** This operation, ended by us. */
    public JournalEntry cancelled(Instant now, String why) {
        return new JournalEntry(
                step, key, attempt, State.Cancelled, generation, failures, true, ref, startedAt, now, why, "", facts);
    }

    /** Whether the operation may still be under way. */
    public boolean isOpen() {
        return state.isOpen();
    }

    /** Whether the operation ended well. */
    public boolean hasSucceeded() {
        return state == State.Succeeded;
    }

    /** The moment that the fact names, if it is there. */
    public Optional<Instant> instant(String fact) {
        return Optional.ofNullable(facts.get(fact)).map(Instant::parse);
    }

    /** The number that the fact names, if it is there. */
    public Optional<Long> number(String fact) {
        return Optional.ofNullable(facts.get(fact)).map(Long::valueOf);
    }

    /** Whether its last success was begun at that moment or later. */
    public boolean succeededSince(Instant moment) {
        return instant(Fact.BEGUN_AT).filter(begun -> !begun.isBefore(moment)).isPresent();
    }

    /** Whether it was begun at that moment or later, however it went. */
    public boolean begunSince(Instant moment) {
        return startedAt != null && !startedAt.isBefore(moment);
    }

    /** How long its last success took. */
    public Optional<Duration> took() {
        return instant(Fact.BEGUN_AT)
                .flatMap(begun -> instant(Fact.ENDED_AT).map(ended -> Duration.between(begun, ended)));
    }

    /** How long ago it ended; zero if it has not. */
    public Duration sinceEnd(Instant now) {
        return endedAt == null ? Duration.ZERO : Duration.between(endedAt, now);
    }
}
