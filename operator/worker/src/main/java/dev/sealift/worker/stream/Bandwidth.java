package dev.sealift.worker.stream;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** A limit on bytes a second over all objects. Whoever has read waits until that was allowed, so the average is kept. */
final class Bandwidth {

    /** What wasn't used for a while is not made up for afterwards, or a limit would be no limit. */
    private static final Duration MOST_SAVED = Duration.ofMillis(200);

    private static final long BITS_A_BYTE = 8;
    private static final long MEGA = 1_000_000;
    private static final long NANOS_A_SECOND = 1_000_000_000L;

    private final long bytesPerSecond;
    private final Clock clock;
    private final Retries.Pause pause;
    private Instant paidUntil = Instant.MIN;

    /** @param megabitsPerSecond 0 for no limit */
    Bandwidth(int megabitsPerSecond, Clock clock, Retries.Pause pause) {
        this.bytesPerSecond = megabitsPerSecond * MEGA / BITS_A_BYTE;
        this.clock = clock;
        this.pause = pause;
    }

    void use(int bytes) throws InterruptedException {
        if (bytesPerSecond > 0) {
            Duration wait = pay(bytes);
            if (wait.isPositive()) {
                pause.of(wait);
            }
        }
    }

    private synchronized Duration pay(int bytes) {
        Instant now = clock.instant();
        Instant earliest = now.minus(MOST_SAVED);
        Instant from = paidUntil.isBefore(earliest) ? earliest : paidUntil;
        paidUntil = from.plusNanos(bytes * NANOS_A_SECOND / bytesPerSecond);
        return Duration.between(now, paidUntil);
    }
}
