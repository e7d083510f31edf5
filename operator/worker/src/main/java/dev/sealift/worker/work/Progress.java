package dev.sealift.worker.work;

import dev.sealift.api.worker.WorkProgress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** The progress that the status port shows. Written by the work, read by any request; rates are over the last seconds. */
public final class Progress {

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration GRAIN = Duration.ofSeconds(1);

    private final Clock clock;
    private final Deque<Mark> marks = new ArrayDeque<>();
    private Counts counts = Counts.NONE;
    private @Nullable Long lagSeconds;
    private @Nullable String checkpoint;
    private String message;

    public Progress(Clock clock, String message) {
        this.clock = clock;
        this.message = message;
    }

    /**
     * What is done and what there is to do.
     *
     * @param itemsTotal 0 while unknown, as is {@code bytesTotal}
     */
    public record Counts(long itemsDone, long itemsTotal, long bytesDone, long bytesTotal, long itemsFailed) {
        static final Counts NONE = new Counts(0, 0, 0, 0, 0);
    }

    private record Mark(Instant at, long items, long bytes) {}

    public synchronized void say(String newMessage) {
        this.message = newMessage;
    }

    /** @param seconds how far the target is behind; null while that isn't known */
    public synchronized void behind(@Nullable Long seconds) {
        this.lagSeconds = seconds;
    }

    public synchronized void checkpoint(String newCheckpoint) {
        this.checkpoint = newCheckpoint;
    }

    public synchronized void reached(Counts newCounts) {
        this.counts = newCounts;
        mark(clock.instant());
    }

    private void mark(Instant now) {
        Mark last = marks.peekLast();
        if (last == null || Duration.between(last.at(), now).compareTo(GRAIN) >= 0) {
            marks.addLast(new Mark(now, counts.itemsDone(), counts.bytesDone()));
        }
        forgetBefore(now.minus(WINDOW));
    }

    private void forgetBefore(Instant horizon) {
        while (marks.size() > 1 && marks.getFirst().at().isBefore(horizon)) {
            marks.removeFirst();
        }
    }

    public synchronized WorkProgress now() {
        Instant now = clock.instant();
        forgetBefore(now.minus(WINDOW));
        Mark from = marks.isEmpty() ? new Mark(now, counts.itemsDone(), counts.bytesDone()) : marks.getFirst();
        double seconds = Math.max(1, Duration.between(from.at(), now).toMillis() / 1000.0);
        return new WorkProgress(
                counts.bytesDone(),
                counts.bytesTotal(),
                counts.itemsDone(),
                counts.itemsTotal(),
                counts.itemsFailed(),
                Math.max(0, (counts.bytesDone() - from.bytes()) / seconds),
                Math.max(0, (counts.itemsDone() - from.items()) / seconds),
                lagSeconds,
                checkpoint,
                message);
    }
}
