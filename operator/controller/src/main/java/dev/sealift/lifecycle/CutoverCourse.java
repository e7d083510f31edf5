package dev.sealift.lifecycle;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The way over and the way back, for all kinds: fence, final pass, final comparison, switch; and unfence, copy back, switch back. The
 * final pass and comparison are the ones that replication does all the time, only begun after the fence.
 */
final class CutoverCourse {

    private CutoverCourse() {}

    /** What a cutover or its undoing asks for next; empty while the migration simply replicates. */
    static Optional<Decision> next(Snapshot seen) {
        Crossing crossing = new Crossing(seen.journal());
        return switch (seen.wish()) {
            case Assess, Replicate -> whileNotWished(seen, crossing);
            case Cutover -> over(seen, crossing);
            case Rollback -> Optional.of(back(seen, crossing));
        };
    }

    /**
     * An operation of a cutover that nobody wishes for any more, or that has taken too long, is not waited for. What a former life has
     * begun is never cancelled before it was seen to run.
     */
    static Optional<Decision> abandoned(Snapshot seen, JournalEntry open) {
        Crossing crossing = new Crossing(seen.journal());
        boolean belongs = crossing.isBegun()
                && !crossing.isBeingUndone()
                && crossing.completedAt().isEmpty();
        if (!belongs || open.state() != JournalEntry.State.Started || !mustBeUndone(seen, crossing)) {
            return Optional.empty();
        }
        return Optional.of(new Decision.Cancel(open, "RolledBack"));
    }

    private static boolean mustBeUndone(Snapshot seen, Crossing crossing) {
        return seen.wish() != Wish.Cutover
                || seen.terms().undoesFailure() && !crossing.isSwitched() && isOverdue(seen, crossing);
    }

    /** Who takes back the wish before consumers were moved gets back what was; afterwards only a rollback leads back. */
    private static Optional<Decision> whileNotWished(Snapshot seen, Crossing crossing) {
        if (!crossing.isBegun()) {
            return Optional.empty();
        }
        if (crossing.completedAt().isPresent() && !crossing.isBeingUndone()) {
            return Optional.of(new Decision.Stall(
                    Step.Cutover,
                    "AlreadyCutOver",
                    "consumers use the target, so nothing more is copied to it; set goal to Rollback to move them back, or to Cutover to keep it so",
                    Optional.empty()));
        }
        return undoing(seen, crossing);
    }

    private static Optional<Decision> over(Snapshot seen, Crossing crossing) {
        if (crossing.isBeingUndone()) {
            return undoing(seen, crossing);
        }
        if (crossing.completedAt().isPresent()) {
            return Optional.of(settled(seen, crossing));
        }
        if (crossing.isBegun()) {
            return onward(seen, crossing);
        }
        return seen.gate() instanceof Gate.Open ? Optional.of(Attempts.begin(seen, Step.Fence)) : Optional.empty();
    }

    /** Whatever becomes of it, consumers stay where they are. */
    private static Decision settled(Snapshot seen, Crossing crossing) {
        Instant completed = crossing.completedAt().orElse(seen.now());
        boolean wanted = seen.itinerary().has(Step.Settle) && !crossing.hasSucceededSince(Step.Settle, completed);
        return wanted ? Attempts.begin(seen, Step.Settle) : new Decision.Done();
    }

    private static Optional<Decision> onward(Snapshot seen, Crossing crossing) {
        Decision step = !crossing.isSwitched() && isOverdue(seen, crossing) ? overdue(seen) : stepOver(seen, crossing);
        return step instanceof Decision.Stall && seen.terms().undoesFailure()
                ? undoing(seen, crossing)
                : Optional.of(step);
    }

    private static boolean isOverdue(Snapshot seen, Crossing crossing) {
        return crossing.begunAt()
                .filter(begun -> begun.plus(seen.terms().maxDowntime()).isBefore(seen.now()))
                .isPresent();
    }

    private static Decision overdue(Snapshot seen) {
        return new Decision.Stall(
                Step.Cutover,
                "CutoverOverdue",
                "the cutover has taken longer than cutover.maxDowntime, %s, and consumers are not moved yet; set goal to Rollback, or allow it more time"
                        .formatted(Times.text(seen.terms().maxDowntime())),
                Optional.empty());
    }

    private static Decision stepOver(Snapshot seen, Crossing crossing) {
        Optional<Instant> fenced = crossing.fencedAt();
        if (fenced.isEmpty()) {
            return Attempts.begin(seen, Step.Fence);
        }
        Optional<Instant> passed = finalPass(seen, crossing, fenced.get());
        if (passed.isEmpty()) {
            return Attempts.begin(seen, Step.IncrementalSync);
        }
        if (!crossing.hasSucceededSince(Step.Validate, passed.get())) {
            return Attempts.begin(seen, Step.Validate);
        }
        return withheld(seen).orElseGet(() -> Attempts.begin(seen, Step.Cutover));
    }

    /** When the pass ended that nobody wrote after; one that a comparison has since found wanting does not count. */
    private static Optional<Instant> finalPass(Snapshot seen, Crossing crossing, Instant fenced) {
        Optional<JournalEntry> compared =
                seen.journal().last(Step.Validate).filter(entry -> entry.succeededSince(fenced) && differs(entry));
        Instant since = compared.flatMap(entry -> entry.instant(Fact.ENDED_AT)).orElse(fenced);
        return seen.journal()
                .last(Step.IncrementalSync)
                .filter(entry -> entry.succeededSince(since))
                .flatMap(entry -> entry.instant(Fact.ENDED_AT));
    }

    private static boolean differs(JournalEntry compared) {
        return compared.number(Fact.DIFFERENCES).filter(count -> count == 0).isEmpty();
    }

    /** The lag no longer matters: whatever was written before the fence was part of the final pass. */
    private static Optional<Decision> withheld(Snapshot seen) {
        List<Verdict.Input> bad = seen.verdict().bad().stream()
                .filter(input -> !input.name().equals(Verdict.REPLICATION_LAG))
                .toList();
        return bad.stream()
                .findFirst()
                .map(first -> new Decision.Stall(
                        Step.Cutover,
                        first.reason(),
                        "the final comparison withholds the switch: " + Verdict.text(bad),
                        Optional.of(seen.pace().recheck())));
    }

    private static Decision back(Snapshot seen, Crossing crossing) {
        if (crossing.isBegun()) {
            return windowOver(seen, crossing).orElseGet(() -> undo(seen, crossing));
        }
        return crossing.undoneAt()
                .filter(undone -> wantsCopyBack(seen, crossing, undone))
                .map(_ -> Attempts.begin(seen, Step.CopyBack))
                .orElseGet(Decision.Done::new);
    }

    private static Optional<Decision> windowOver(Snapshot seen, Crossing crossing) {
        return crossing.completedAt()
                .filter(_ -> !crossing.isBeingUndone())
                .filter(completed ->
                        completed.plus(seen.terms().rollbackWindow()).isBefore(seen.now()))
                .map(completed -> new Decision.Stall(
                        Step.Rollback,
                        "RollbackWindowOver",
                        "the cutover was at %s, and cutover.rollbackWindow, %s, is over; lengthen it to roll back nevertheless"
                                .formatted(completed, Times.text(seen.terms().rollbackWindow())),
                        Optional.empty()));
    }

    private static Optional<Decision> undoing(Snapshot seen, Crossing crossing) {
        return Optional.of(undo(seen, crossing));
    }

    /** What was written to the target comes back before consumers do; what was written meanwhile, after them. */
    private static Decision undo(Snapshot seen, Crossing crossing) {
        if (wantsUnsettling(seen, crossing)) {
            return Attempts.begin(seen, Step.Unsettle);
        }
        if (seen.itinerary().has(Step.Unfence) && crossing.mayBeFenced()) {
            return Attempts.begin(seen, Step.Unfence);
        }
        Instant begun = crossing.begunAt().orElse(seen.now());
        return wantsCopyBack(seen, crossing, begun)
                ? Attempts.begin(seen, Step.CopyBack)
                : Attempts.begin(seen, Step.Rollback);
    }

    private static boolean wantsUnsettling(Snapshot seen, Crossing crossing) {
        return seen.itinerary().has(Step.Unsettle)
                && crossing.during(Step.Settle)
                        .map(JournalEntry::startedAt)
                        .filter(settled -> !crossing.hasSucceededSince(Step.Unsettle, settled))
                        .isPresent();
    }

    private static boolean wantsCopyBack(Snapshot seen, Crossing crossing, Instant since) {
        return seen.itinerary().has(Step.CopyBack)
                && crossing.isSwitched()
                && !crossing.hasSucceededSince(Step.CopyBack, since);
    }
}
