package dev.sealift.lifecycle;

import dev.sealift.lifecycle.Decision.Why;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * All lifecycle logic, for all kinds: a pure, total function from what is known to what to do next.
 *
 * <p>Three promises, each held by tests. An operation is begun only if its intent can be recorded first and nothing else is
 * open. An operation whose intent is recorded is never given up unseen: it is found again, adopted or begun under the same
 * key. Nothing is retried without a bound and a reason.
 */
public final class Decider {

    private Decider() {}

    /** What to do next. */
    public static Decision decide(Snapshot seen) {
        if (seen.deleting()) {
            return deletion(seen);
        }
        if (seen.suspended()) {
            return new Decision.Hold("suspended by a person; what runs goes on, nothing new is begun");
        }
        return seen.journal().open().map(open -> underWay(seen, open)).orElseGet(() -> next(seen));
    }

    private static Decision deletion(Snapshot seen) {
        Optional<JournalEntry> open = seen.journal().open();
        if (open.isPresent() && open.get().step() != Step.Cleanup && open.get().step() != Step.Unfence) {
            return new Decision.Cancel(open.get(), "Deleting");
        }
        if (open.isPresent()) {
            return underWay(seen, open.get());
        }
        if (new Crossing(seen.journal()).mayBeFenced() && seen.itinerary().has(Step.Unfence)) {
            return Attempts.begin(seen, Step.Unfence);
        }
        return seen.journal().hasSucceeded(Step.Cleanup) ? new Decision.Done() : Attempts.begin(seen, Step.Cleanup);
    }

    private static Decision underWay(Snapshot seen, JournalEntry open) {
        return CutoverCourse.abandoned(seen, open).orElseGet(() -> follow(seen, open));
    }

    private static Decision follow(Snapshot seen, JournalEntry open) {
        return switch (seen.observation()) {
            case Observation.NotAsked _ -> new Decision.Wait(Duration.ZERO, Why.OperationRunning);
            case Observation.Absent _ -> absent(open);
            case Observation.Partly _ -> again(open);
            case Observation.Running _ ->
                isRecorded(open, new Decision.Wait(seen.pace().poll(), Why.OperationRunning));
            case Observation.Ended(Ending ending) -> isRecorded(open, new Decision.Conclude(open, ending));
            case Observation.Unreachable unreachable ->
                new Decision.Wait(unreachable.retryAfter().orElse(seen.pace().unreachable()), Why.Unreachable);
            case Observation.Unknowable unknowable ->
                new Decision.Stall(
                        open.step(),
                        "OperationOutcomeUnknown",
                        unknowable.message(),
                        Optional.of(seen.pace().recheck()));
        };
    }

    /** An intent without effect is carried out; an operation that ran and is gone has failed. */
    private static Decision absent(JournalEntry open) {
        if (open.state() == JournalEntry.State.Intended) {
            return again(open);
        }
        String message = "%s was started as %s and is gone; somebody or something has deleted it"
                .formatted(open.step(), open.ref() == null ? open.key() : open.ref());
        return new Decision.Conclude(open, new Ending.Failure("OperationVanished", message, true, open.facts()));
    }

    private static Decision again(JournalEntry open) {
        return new Decision.Begin(open.step(), open.key(), open.attempt(), open.failures());
    }

    private static Decision isRecorded(JournalEntry open, Decision otherwise) {
        return open.state() == JournalEntry.State.Intended ? new Decision.Adopt(open) : otherwise;
    }

    private static Decision next(Snapshot seen) {
        return Drill.next(seen).or(() -> CutoverCourse.next(seen)).orElseGet(() -> replicate(seen));
    }

    private static Decision replicate(Snapshot seen) {
        return seen.itinerary().milestones().stream()
                .filter(step -> isDue(seen, step))
                .findFirst()
                .map(step -> Attempts.begin(seen, step))
                .orElseGet(() -> recurring(seen));
    }

    private static boolean isDue(Snapshot seen, Step milestone) {
        if (seen.wish() == Wish.Assess && milestone != Step.Preflight) {
            return false;
        }
        return !seen.journal().hasSucceeded(milestone) || milestone == Step.Preflight && mustBeCheckedAgain(seen);
    }

    /** A changed spec is checked again as long as the check may still prevent something. */
    private static boolean mustBeCheckedAgain(Snapshot seen) {
        boolean changed = seen.journal()
                .last(Step.Preflight)
                .filter(entry -> entry.generation() < seen.generation())
                .isPresent();
        boolean copyingHasBegun = seen.journal().last(Step.FullCopy).isPresent();
        return changed && (seen.wish() == Wish.Assess || !copyingHasBegun);
    }

    /**
     * The step that has waited longest goes first, so that neither starves the other; one that backs off or has stalled does
     * not hold up its neighbour.
     */
    private static Decision recurring(Snapshot seen) {
        if (seen.wish() == Wish.Assess) {
            return new Decision.Done();
        }
        List<Decision> candidates = seen.itinerary().recurring().stream()
                .sorted(Comparator.comparing(step -> dueAt(seen, step)))
                .map(step -> whenDue(seen, step))
                .toList();
        return candidates.stream()
                .filter(Decision.Begin.class::isInstance)
                .findFirst()
                .orElseGet(() -> nothingDue(candidates));
    }

    private static Decision nothingDue(List<Decision> candidates) {
        Optional<Decision.Wait> soonest =
                only(Decision.Wait.class, candidates).min(Comparator.comparing(Decision.Wait::atMost));
        Optional<Decision> stall = only(Decision.Stall.class, candidates)
                .findFirst()
                .map(stalled -> stalled.lookingAgainAfter(soonest.map(Decision.Wait::atMost)));
        return stall.or(() -> soonest.map(Decision.class::cast)).orElseGet(Decision.Done::new);
    }

    private static <D extends Decision> Stream<D> only(Class<D> type, List<Decision> decisions) {
        return decisions.stream().filter(type::isInstance).map(type::cast);
    }

    private static Decision whenDue(Snapshot seen, Step step) {
        Duration left = Duration.between(seen.now(), dueAt(seen, step));
        return left.isPositive() ? new Decision.Wait(left, Why.InSync) : Attempts.begin(seen, step);
    }

    /** When a recurring step is next due, failures and their backoff aside. */
    private static Instant dueAt(Snapshot seen, Step step) {
        if (step == Step.IncrementalSync && Repair.isDue(seen.journal())) {
            return seen.now();
        }
        Optional<JournalEntry> last = seen.journal().last(step);
        if (last.isEmpty()) {
            return firstDueAt(seen, step);
        }
        JournalEntry entry = last.get();
        Instant ended = entry.endedAt() == null ? seen.now() : entry.endedAt();
        return entry.hasSucceeded() ? ended.plus(seen.pace().between(step)) : ended;
    }

    /** The first comparison comes at once after the full copy; the first pass after its interval. */
    private static Instant firstDueAt(Snapshot seen, Step step) {
        Instant copied =
                seen.journal().last(Step.FullCopy).map(JournalEntry::endedAt).orElse(seen.now());
        return step == Step.Validate ? copied : copied.plus(seen.pace().between(step));
    }
}
