package dev.sealift.worker.rediswatch;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How far the target is behind, by what redis-shake and the source say every now and then. */
sealed interface Lag permits Following, Notified {

    /**
     * Takes what redis-shake says.
     *
     * @param at a moment before it was asked
     */
    void said(Instant at, ShakeStatus status);

    /** Null until the target has once been up to date with any moment. */
    @Nullable Long seconds(Instant now);
}
