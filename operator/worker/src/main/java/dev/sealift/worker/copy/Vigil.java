package dev.sealift.worker.copy;

import dev.sealift.worker.azcopy.JobSummary;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tells a slow engine from a dead one. Alive is: a count has changed, or it has read a good deal from the network; while it
 * lists a large bucket of which little is to be copied, AzCopy says nothing for hours. A name that doesn't resolve makes it
 * retry in silence too, but that reads next to nothing.
 */
final class Vigil {

    private static final long GOOD_DEAL = 4L << 20;

    private final Duration patience;
    private Instant alive;
    private long bytesRead;
    private @Nullable JobSummary last;

    Vigil(Duration patience, Instant now) {
        this.patience = patience;
        this.alive = now;
    }

    void heard(JobSummary summary, Instant now) {
        if (!Objects.equals(summary, last)) {
            last = summary;
            alive = now;
        }
    }

    boolean stalled(Instant now, long bytesReadSoFar) {
        if (bytesReadSoFar - bytesRead >= GOOD_DEAL) {
            bytesRead = bytesReadSoFar;
            alive = now;
        }
        return Duration.between(alive, now).compareTo(patience) >= 0;
    }
}
