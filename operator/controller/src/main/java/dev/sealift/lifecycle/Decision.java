package dev.sealift.lifecycle;

import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** What to do next. */
public sealed interface Decision {

    /** Nothing until then, or until something changes. */
    record Wait(Duration atMost, Why why) implements Decision {}

    /** Record the intent, then begin the step. With an attempt that is already recorded, begin it again under its key. */
    record Begin(Step step, OperationKey key, int attempt, int failures) implements Decision {}

    /** A former life has begun it: record that it runs. */
    record Adopt(JournalEntry entry) implements Decision {}

    /** It has ended: record how. */
    record Conclude(JournalEntry entry, Ending ending) implements Decision {}

    /** End the operation under way. */
    record Cancel(JournalEntry entry, String why) implements Decision {}

    /** A person has asked to pause. */
    record Hold(String message) implements Decision {}

    /** A person is needed. */
    record Stall(Step step, String reason, String message, Optional<Duration> recheckAfter) implements Decision {

        /** The same, looked at again after that time at the latest. */
        Stall lookingAgainAfter(Optional<Duration> other) {
            Optional<Duration> soonest =
                    Stream.of(recheckAfter, other).flatMap(Optional::stream).min(Duration::compareTo);
            return new Stall(step, reason, message, soonest);
        }
    }

    /** The goal is reached and nothing remains to be done; after a deletion, the resource may go. */
    record Done() implements Decision {}

    /** Why nothing is done just now. */
    enum Why {
        /** An operation is under way. */
        OperationRunning,
        /** What knows about the operation can't be reached. */
        Unreachable,
        /** A step has failed and will be tried again. */
        BackingOff,
        /** The next pass or comparison is not due yet. */
        InSync
    }
}
