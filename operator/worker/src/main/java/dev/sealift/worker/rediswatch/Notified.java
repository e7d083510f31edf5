package dev.sealift.worker.rediswatch;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far a target is behind a source whose changes are notified. A moment counts as reached when redis-shake had little to read and little
 * unanswered then, and again when it was next asked: what it knew then it has done. What was never notified nobody knows here; the
 * comparison finds it.
 */
final class Notified implements Lag {

    private final int mostPending;
    private @Nullable Instant idleAt;
    private @Nullable Instant reached;

    Notified(int mostPending) {
        this.mostPending = mostPending;
    }

    @Override
    public void said(Instant at, ShakeStatus status) {
        boolean idle = isIdle(status);
        if (idle && idleAt != null) {
            reached = idleAt;
        }
        idleAt = idle ? at : null;
    }

    private boolean isIdle(ShakeStatus status) {
        return !status.scan().isEmpty()
                && status.unanswered() <= mostPending
                && status.scan().stream().allMatch(reader -> reader.finished() && reader.toUpdate() <= mostPending);
    }

    @Override
    public @Nullable Long seconds(Instant now) {
        return reached == null
                ? null
                : Math.max(0, Duration.between(reached, now).toSeconds());
    }
}
