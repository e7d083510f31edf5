package dev.sealift.lifecycle;

import java.time.Duration;
import java.util.Optional;

/** What was seen of the open operation. */
public sealed interface Observation {

    /** No operation is open, so nothing was asked. */
    record NotAsked() implements Observation {}

    /** Nothing bears the operation's key. */
    record Absent() implements Observation {}

    /** A part is made; the operation must be begun again, under the same key, for the next. */
    record Partly(String message) implements Observation {}

    /** It is under way. */
    record Running(String message) implements Observation {}

    /** It has ended. */
    record Ended(Ending ending) implements Observation {}

    /** The one who knows can't be asked just now. */
    record Unreachable(String reason, String message, Optional<Duration> retryAfter) implements Observation {}

    /** The one who knows can't tell whether it was begun. */
    record Unknowable(String message) implements Observation {}
}
