package dev.sealift.api.worker;

import org.jspecify.annotations.Nullable;

/**
 * What a worker says of itself at {@link WorkerContract#STATUS_PATH}.
 *
 * @param key the operation it works for
 * @param outcome null while the work is under way
 */
public record WorkerStatus(
        String key, WorkProgress progress, @Nullable WorkOutcome outcome) {}
