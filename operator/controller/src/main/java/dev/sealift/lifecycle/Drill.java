package dev.sealift.lifecycle;

import java.util.Optional;

/**
 * When a rollback is rehearsed: once it is asked for, and when there is one to rehearse, which is before a cutover that is ready and after
 * one that is done. A cutover under way is not held up by it.
 */
final class Drill {

    private Drill() {}

    static Optional<Decision> next(Snapshot seen) {
        boolean wanted = seen.drillRequested() && seen.itinerary().has(Step.Drill) && seen.wish() != Wish.Rollback;
        return wanted && isPossible(seen, new Crossing(seen.journal()))
                ? Optional.of(Attempts.begin(seen, Step.Drill))
                : Optional.empty();
    }

    private static boolean isPossible(Snapshot seen, Crossing crossing) {
        return crossing.isBegun()
                ? crossing.completedAt().isPresent() && !crossing.isBeingUndone()
                : seen.verdict().ready();
    }
}
