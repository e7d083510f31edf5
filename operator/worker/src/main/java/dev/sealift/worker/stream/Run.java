package dev.sealift.worker.stream;

import dev.sealift.api.worker.Carriage;
import dev.sealift.worker.copy.Engine.Ending;
import dev.sealift.worker.copy.Engine.Failed;
import dev.sealift.worker.copy.Engine.Listener;
import dev.sealift.worker.copy.Engine.Moved;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One run over a worklist: some hundred objects at a time, what they came to, and when to give up on all of them. */
final class Run {

    private static final Logger log = LoggerFactory.getLogger(Run.class);

    /** How many objects wait for a request or memory; those that bound what is really done. */
    private static final int OBJECTS_AT_ONCE = 512;

    private static final int MOST_FAILED = 10_000;

    /** So many failures without a success between them have a cause in common. */
    private static final int TOO_MANY_IN_A_ROW = 100;

    /** Troubles that every other object would meet as well. */
    private static final Set<String> OF_ALL = Set.of(
            "CredentialsRejected", "TargetFirewalled", "TargetFull", "TargetNotFound", "TargetPermissionMissing");

    private static final Duration TELL_EVERY = Duration.ofSeconds(1);
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);

    private final ObjectCopier copier;
    private final ExecutorService threads;
    private final Listener listener;
    private final Clock clock;
    private final Semaphore places = new Semaphore(OBJECTS_AT_ONCE);
    private final Set<String> underway = ConcurrentHashMap.newKeySet();
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong bytesTotal = new AtomicLong();
    private final AtomicLong completed = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger inARow = new AtomicInteger();
    private final List<Failure> failures = new ArrayList<>();
    private long failed;
    private Instant told = Instant.MIN;
    private Instant said = Instant.MIN;
    private volatile @Nullable Trouble end;

    private record Failure(Wanted wanted, Trouble trouble) {}

    /** The run takes nothing more. */
    static final class EndedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Run(Lines lines, Carriage carriage, ExecutorService threads, Listener listener, Clock clock) {
        this.copier = new ObjectCopier(lines, carriage, threads, this::moved);
        this.threads = threads;
        this.listener = listener;
        this.clock = clock;
    }

    /**
     * Takes an object; waits until there is a place for it.
     *
     * @throws EndedException if the run has given up, or this thread was interrupted
     */
    void take(Wanted wanted) {
        if (underway.add(wanted.key())) {
            total.incrementAndGet();
            bytesTotal.addAndGet(wanted.size().orElse(0));
            start(wanted);
        }
    }

    private void start(Wanted wanted) {
        try {
            places.acquire();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EndedException();
        }
        if (end != null) {
            places.release();
            throw new EndedException();
        }
        try {
            threads.execute(() -> copy(wanted));
        } catch (RejectedExecutionException e) {
            // It has given up since the look at its end.
            places.release();
            throw new EndedException();
        }
    }

    private void copy(Wanted wanted) {
        try {
            copier.copy(wanted.key(), wanted.size()).forEach(remark -> listener.remarked(wanted.key(), remark));
            completed.incrementAndGet();
            inARow.set(0);
        } catch (TroubleException e) {
            failed(wanted, e.trouble());
        } catch (InterruptedException e) {
            // The pod ends, or the run has given up; either way nobody asks for this object any more.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("unexpected, while copying {}", wanted.key(), e);
            failed(wanted, new Trouble("WorkerFailed", "Unexpected: " + e, true));
        } finally {
            underway.remove(wanted.key());
            places.release();
            tell();
        }
    }

    private void failed(Wanted wanted, Trouble trouble) {
        synchronized (failures) {
            failed++;
            if (failures.size() < MOST_FAILED) {
                failures.add(new Failure(wanted, trouble));
            }
        }
        boolean gone =
                trouble.reason().equals("SourceNotFound") || trouble.reason().equals("SourceChanged");
        if (OF_ALL.contains(trouble.reason()) || (!gone && inARow.incrementAndGet() >= TOO_MANY_IN_A_ROW)) {
            giveUp(trouble);
        }
    }

    private void giveUp(Trouble trouble) {
        if (end == null) {
            log.warn("giving up: {}", trouble.message());
            end = trouble;
            threads.shutdownNow();
        }
    }

    /** Waits for all that was taken. */
    void settle() throws InterruptedException {
        places.acquire(OBJECTS_AT_ONCE);
        places.release(OBJECTS_AT_ONCE);
    }

    /** Tries once more what failed, for the cause may have passed. */
    void again() throws InterruptedException {
        List<Failure> once = taken();
        if (!once.isEmpty()) {
            log.info("{} objects failed; trying them once more", once.size());
            once.forEach(failure -> start(failure.wanted()));
            settle();
        }
    }

    private List<Failure> taken() {
        synchronized (failures) {
            List<Failure> taken = List.copyOf(failures);
            failures.clear();
            failed -= taken.size();
            return taken;
        }
    }

    Ending ending() {
        listener.underway(now());
        Trouble trouble = end;
        if (trouble != null) {
            return new Ending.Broke(trouble);
        }
        synchronized (failures) {
            return new Ending.Completed(
                    now(),
                    failures.stream()
                            .map(failure -> new Failed(
                                    failure.wanted().key(), failure.trouble().message()))
                            .toList());
        }
    }

    private void moved(long more) {
        bytes.addAndGet(more);
        tell();
    }

    private void tell() {
        Instant now = clock.instant();
        if (due(now)) {
            listener.underway(now());
        }
    }

    private synchronized boolean due(Instant now) {
        if (now.isBefore(told.plus(TELL_EVERY))) {
            return false;
        }
        told = now;
        if (!now.isBefore(said.plus(SAY_EVERY))) {
            said = now;
            say(now());
        }
        return true;
    }

    private static void say(Moved moved) {
        log.atInfo()
                .addKeyValue("completed", moved.completed())
                .addKeyValue("failed", moved.failed())
                .addKeyValue("total", moved.total())
                .addKeyValue("bytes", moved.bytes())
                .log("copying");
    }

    private Moved now() {
        long soFar = bytes.get();
        synchronized (failures) {
            return new Moved(total.get(), completed.get(), failed, 0, soFar, Math.max(soFar, bytesTotal.get()));
        }
    }
}
