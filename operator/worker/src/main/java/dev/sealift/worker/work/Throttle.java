package dev.sealift.worker.work;

import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Holds back whoever takes bytes, or what else is counted, faster than allowed, over all threads together. A quarter of a second's worth
 * may be taken at once.
 */
public final class Throttle {

    private static final long BURST_NANOS = 250_000_000L;
    private static final double NANOS_PER_SECOND = 1e9;
    private static final long BYTES_PER_MEGABIT = 125_000;

    private final LongSupplier perSecond;
    private final LongSupplier nanoTime;
    private final LongConsumer pause;
    private long paidUntil;

    /** @param megabitsPerSecond asked each time, for it may change with the hour; 0 for no limit */
    public static Throttle of(IntSupplier megabitsPerSecond) {
        return perSecond(() -> megabitsPerSecond.getAsInt() * BYTES_PER_MEGABIT);
    }

    /** @param perSecond of whatever is taken, asked each time; 0 for no limit */
    public static Throttle perSecond(LongSupplier perSecond) {
        return new Throttle(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Throttle(LongSupplier perSecond, LongSupplier nanoTime, LongConsumer pause) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.paidUntil = nanoTime.getAsLong();
    }

    /** Takes so many; returns when their time has come, or early, with the interrupt still set, if the pod ends. */
    public void take(int count) {
        long limit = perSecond.getAsLong();
        if (limit > 0) {
            long until = booked(Math.round(count * NANOS_PER_SECOND / limit));
            for (long left = until - nanoTime.getAsLong();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = until - nanoTime.getAsLong()) {
                pause.accept(left);
            }
        }
    }

    private synchronized long booked(long nanos) {
        long now = nanoTime.getAsLong();
        paidUntil = Math.max(paidUntil, now - BURST_NANOS) + nanos;
        return paidUntil;
    }
}
