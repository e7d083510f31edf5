package dev.sealift.engine;

import dev.sealift.lifecycle.Pace;
import java.time.Duration;

/** The parts of a {@link Pace} that are the operator's, not the resource's. */
public record Pacing(
        Duration poll,
        Duration unreachable,
        Duration recheck,
        Duration firstBackoff,
        Duration longestBackoff,
        int maxFailures) {

    Pace pace(Duration syncInterval, Duration validationInterval) {
        return new Pace(
                syncInterval,
                validationInterval,
                poll,
                unreachable,
                recheck,
                firstBackoff,
                longestBackoff,
                maxFailures);
    }
}
