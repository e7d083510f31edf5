package dev.sealift.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The last cutover, as the journal tells it: begun by a fence, over when a rollback has undone it. Moments are compared to the second;
 * no operation that copies or compares is shorter than that.
 */
public record Crossing(Journal journal) {

    /** Whether a cutover has begun and was not undone. */
    public boolean isBegun() {
        return begunAt().isPresent() && !isUndone();
    }

    /** When it began. */
    public Optional<Instant> begunAt() {
        return journal.last(Step.Fence).map(JournalEntry::startedAt);
    }

    /** Since when the source has been fenced; whoever wrote to it then has stopped. */
    public Optional<Instant> fencedAt() {
        return journal.last(Step.Fence).filter(JournalEntry::hasSucceeded).map(JournalEntry::endedAt);
    }

    /** Whether a fence may stand: one was begun, and none was taken away since. */
    public boolean mayBeFenced() {
        return begunAt()
                .filter(begun -> !hasSucceededSince(Step.Unfence, begun))
                .isPresent();
    }

    /** Whether consumers were moved, or some of them perhaps. */
    public boolean isSwitched() {
        return during(Step.Cutover).isPresent();
    }

    /** When all consumers were moved. */
    public Optional<Instant> completedAt() {
        return isUndone()
                ? Optional.empty()
                : during(Step.Cutover).filter(JournalEntry::hasSucceeded).map(JournalEntry::endedAt);
    }

    /** Whether it is being undone. */
    public boolean isBeingUndone() {
        return isBegun()
                && (during(Step.Unfence).isPresent() || during(Step.Unsettle).isPresent());
    }

    /** Whether it was undone. */
    public boolean isUndone() {
        return begunAt()
                .filter(begun -> hasSucceededSince(Step.Rollback, begun))
                .isPresent();
    }

    /** When it was undone. */
    public Optional<Instant> undoneAt() {
        return isUndone() ? journal.last(Step.Rollback).map(JournalEntry::endedAt) : Optional.empty();
    }

    /** How long consumers were without either side; empty until they were moved. */
    public Optional<Duration> downtime() {
        return completedAt().flatMap(completed -> begunAt().map(begun -> Duration.between(begun, completed)));
    }

    /** How long they would be, if a cutover began now: as long as the last pass and the last comparison took together. */
    public Optional<Duration> predictedDowntime() {
        return took(Step.IncrementalSync).flatMap(pass -> took(Step.Validate).map(pass::plus));
    }

    /** The step's last operation, if it belongs to this cutover. */
    Optional<JournalEntry> during(Step step) {
        return begunAt().flatMap(begun -> journal.last(step).filter(entry -> entry.begunSince(begun)));
    }

    /** Whether the step has succeeded, begun at that moment or later. */
    boolean hasSucceededSince(Step step, Instant moment) {
        return journal.last(step).filter(entry -> entry.succeededSince(moment)).isPresent();
    }

    private Optional<Duration> took(Step step) {
        return journal.last(step).flatMap(JournalEntry::took);
    }
}
