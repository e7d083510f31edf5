package dev.sealift.lifecycle;

import dev.sealift.lifecycle.Decision.Why;
import java.time.Duration;
import java.util.Optional;

/** When a step is tried, tried again, and given up until a person asks. */
final class Attempts {

    private Attempts() {}

    /** The next attempt at the step, or why there is none just now. */
    static Decision begin(Snapshot seen, Step step) {
        return seen.journal().last(step).map(last -> after(seen, last)).orElseGet(() -> attempt(seen, step, 1, 0));
    }

    private static Decision after(Snapshot seen, JournalEntry last) {
        if (last.state() != JournalEntry.State.Failed || isAskedFor(seen, last)) {
            return attempt(seen, last.step(), last.attempt() + 1, 0);
        }
        if (!last.retryable() || last.failures() >= seen.pace().maxFailures()) {
            return stalled(seen, last);
        }
        Duration left =
                jittered(seen.pace().backoff(last.failures()), last.key()).minus(last.sinceEnd(seen.now()));
        return left.isPositive()
                ? new Decision.Wait(left, Why.BackingOff)
                : attempt(seen, last.step(), last.attempt() + 1, last.failures());
    }

    /** A person asks by the annotation or by changing the spec. */
    private static boolean isAskedFor(Snapshot seen, JournalEntry failed) {
        return seen.retryRequested() || failed.generation() < seen.generation();
    }

    private static Decision stalled(Snapshot seen, JournalEntry failed) {
        if (!failed.step().rechecks()) {
            return new Decision.Stall(failed.step(), failed.reason(), failed.message(), Optional.empty());
        }
        Duration left = jittered(seen.pace().recheck(), failed.key()).minus(failed.sinceEnd(seen.now()));
        return left.isPositive()
                ? new Decision.Stall(failed.step(), failed.reason(), failed.message(), Optional.of(left))
                : attempt(seen, failed.step(), failed.attempt() + 1, failed.failures());
    }

    private static Decision attempt(Snapshot seen, Step step, int attempt, int failures) {
        return new Decision.Begin(step, OperationKey.of(seen.uid(), step, attempt), attempt, failures);
    }

    /** Up to a fifth longer, different for each operation, so that many migrations do not all come back at once. */
    private static Duration jittered(Duration duration, OperationKey key) {
        long fifth = duration.toMillis() / 5;
        return duration.plusMillis(fifth == 0 ? 0 : Math.floorMod(key.hashCode(), fifth + 1));
    }
}
