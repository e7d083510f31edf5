package dev.sealift.worker.work;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Holds back whoever takes bytes faster than allowed, over all threads together. A quarter of a second's worth may be taken at once.
 */
public final class Throttle {

    private static final long BURST_NANOS = 250_000_000L;

    private final double nanosPerByte;
    private final LongSupplier nanoTime;
    private final LongConsumer pause;
    private long paidUntil;

    /** @param megabitsPerSecond 0 for no limit */
    public static Throttle of(int megabitsPerSecond) {
        return new Throttle(megabitsPerSecond, System::nanoTime, LockSupport::parkNanos);
    }

    Throttle(int megabitsPerSecond, LongSupplier nanoTime, LongConsumer pause) {
        this.nanosPerByte = megabitsPerSecond == 0 ? 0 : 8_000.0 / megabitsPerSecond;
        this.nanoTime = nanoTime;
        this.pause = pause;
        this.paidUntil = nanoTime.getAsLong();
    }

    /** Takes so many bytes; returns when their time has come, or early, with the interrupt still set, if the pod ends. */
    public void take(int bytes) {
        if (nanosPerByte > 0) {
            long until = booked(bytes);
            for (long left = until - nanoTime.getAsLong();
                    left > 0 && !Thread.currentThread().isInterrupted();
                    left = until - nanoTime.getAsLong()) {
                pause.accept(left);
            }
        }
    }

    private synchronized long booked(int bytes) {
        long now = nanoTime.getAsLong();
        paidUntil = Math.max(paidUntil, now - BURST_NANOS) + Math.round(bytes * nanosPerByte);
        return paidUntil;
    }
}
