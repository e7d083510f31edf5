package dev.sealift.api.worker;

import org.jspecify.annotations.Nullable;

/**
 * The one progress contract, for every engine.
 *
 * @param bytesTotal 0 while not yet known, as is {@code itemsTotal}
 * @param bytesPerSecond over the last seconds
 * @param lagSeconds how far the target is behind, null where the engine has no such notion
 * @param checkpoint where a restart would go on, in the engine's own words
 * @param message what is being done, for people
 */
public record WorkProgress(
        long bytesDone,
        long bytesTotal,
        long itemsDone,
        long itemsTotal,
        long itemsFailed,
        double bytesPerSecond,
        double itemsPerSecond,
        @Nullable Long lagSeconds,
        @Nullable String checkpoint,
        String message) {

    /** The progress of work that has not begun. */
    public static WorkProgress none(String message) {
        return new WorkProgress(0, 0, 0, 0, 0, 0, 0, null, null, message);
    }
}
