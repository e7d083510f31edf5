package dev.sealift.worker.stream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Semaphore;

/**
 * The memory for bytes in flight, all of it. Whoever wants to read takes first, in turn, so that the number and size of the
 * objects don't matter. Large arrays are kept for the next taker: new ones would be zeroed each time, and would fill the old
 * generation.
 */
final class Budget {

    /** Of the heap; the rest is for listings, for both SDKs' requests, and for the collector to breathe. */
    private static final int SHARE = 4;

    /** Enough for some Gbit/s at the latency between two clouds; for more, more pods are better than larger ones. */
    private static final long MOST = 96L << 20;

    private static final int GRAIN = 1 << 10;
    private static final int LARGE = 1 << 20;

    private final int grains;
    private final Semaphore free;
    private final Deque<byte[]> kept = new ArrayDeque<>();
    private long keptBytes;

    Budget(long bytes) {
        this.grains = Math.toIntExact(bytes / GRAIN);
        this.free = new Semaphore(grains, true);
    }

    /** By the JVM's heap, which follows the container's memory. */
    static Budget ofHeap() {
        return new Budget(Math.min(MOST, Runtime.getRuntime().maxMemory() / SHARE));
    }

    long bytes() {
        return (long) grains * GRAIN;
    }

    /** How much is taken just now. */
    long taken() {
        return (long) (grains - free.availablePermits()) * GRAIN;
    }

    /** Takes an array of at least that many bytes; blocks until there is memory for it. */
    Lease take(int bytes) throws InterruptedException {
        int needed = Math.max(1, Math.ceilDiv(bytes, GRAIN));
        if (needed > grains) {
            throw new IllegalArgumentException(bytes + " bytes are more than the budget of " + bytes());
        }
        free.acquire(needed);
        return new Lease(array(bytes), needed);
    }

    private synchronized byte[] array(int bytes) {
        byte[] fitting =
                kept.stream().filter(array -> array.length == bytes).findFirst().orElse(null);
        if (fitting != null) {
            kept.removeFirstOccurrence(fitting);
            keptBytes -= fitting.length;
        }
        trim();
        return fitting == null ? new byte[bytes] : fitting;
    }

    private synchronized void keep(byte[] array) {
        if (array.length >= LARGE) {
            kept.addFirst(array);
            keptBytes += array.length;
            trim();
        }
    }

    /** What is kept and what is taken are one budget. */
    private void trim() {
        while (!kept.isEmpty() && keptBytes > bytes() - taken()) {
            keptBytes -= kept.removeLast().length;
        }
    }

    /** A part of the budget, until it is closed. */
    final class Lease implements AutoCloseable {

        private final byte[] array;
        private final int permits;

        private Lease(byte[] array, int permits) {
            this.array = array;
            this.permits = permits;
        }

        byte[] array() {
            return array;
        }

        @Override
        public void close() {
            free.release(permits);
            keep(array);
        }
    }
}
