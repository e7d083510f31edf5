package dev.sealift.worker.stream;

import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How many requests one side gets at a time: one more after each round that went well, half as many when it asks to slow down,
 * and none while it wants to rest.
 */
final class Gate {

    private static final int START = 32;

    /** Each has a connection, which costs a handshake and its buffers; more than this no core keeps busy. */
    private static final int MOST = Math.min(256, 64 * Runtime.getRuntime().availableProcessors());

    private static final int LEAST = 2;
    private static final double SLOWER = 0.5;

    /** What throttles answers all requests that are under way, and those are one reason and not many. */
    private static final Duration ONE_THROTTLING = Duration.ofSeconds(1);

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock(true);
    private final Condition room = lock.newCondition();
    private double limit = START;
    private int inside;
    private Instant restUntil = Instant.MIN;
    private Instant slowedAt = Instant.MIN;

    Gate(Clock clock) {
        this.clock = clock;
    }

    /**
     * Sends a request when there is room for it, and again where that may help.
     *
     * @throws dev.sealift.worker.work.TroubleException what the last attempt met
     */
    <T> T through(Retries retries, Retries.Request<T> request) throws InterruptedException {
        return retries.send(() -> once(request), this::met);
    }

    private <T> T once(Retries.Request<T> request) throws InterruptedException {
        enter();
        try {
            T answer = request.send();
            well();
            return answer;
        } finally {
            leave();
        }
    }

    private void met(Trouble trouble, Duration rest) {
        if (trouble.reason().equals("Throttled")) {
            throttled(rest);
        }
    }

    void enter() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (inside >= (int) limit || clock.instant().isBefore(restUntil)) {
                room.awaitNanos(LOOK_AGAIN.toNanos());
            }
            inside++;
        } finally {
            lock.unlock();
        }
    }

    void leave() {
        lock.lock();
        try {
            inside--;
            room.signal();
        } finally {
            lock.unlock();
        }
    }

    /** A request went well. */
    void well() {
        lock.lock();
        try {
            boolean used = inside >= (int) limit - 1;
            if (used && limit < MOST) {
                limit += 1 / limit;
                room.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The side asks to slow down, and to be left alone for so long. */
    void throttled(Duration rest) {
        lock.lock();
        try {
            Instant now = clock.instant();
            Instant until = now.plus(rest);
            restUntil = until.isAfter(restUntil) ? until : restUntil;
            if (slowedAt.plus(ONE_THROTTLING).isBefore(now)) {
                slowedAt = now;
                limit = Math.max(LEAST, limit * SLOWER);
            }
        } finally {
            lock.unlock();
        }
    }

    int limit() {
        lock.lock();
        try {
            return (int) limit;
        } finally {
            lock.unlock();
        }
    }
}
