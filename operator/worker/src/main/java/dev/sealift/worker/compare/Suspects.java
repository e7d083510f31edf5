package dev.sealift.worker.compare;

import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Extra;
import dev.sealift.worker.compare.Verdict.Missing;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Has suspects looked at again, some at the same time. So many suspects that their number alone is proof, as when the target
 * is empty, are not looked at one by one.
 */
final class Suspects implements AutoCloseable {

    private static final int AT_ONCE = 32;
    static final int ENOUGH = 50_000;

    private final SecondLook secondLook;
    private final Findings findings;
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
    private int looked;

    Suspects(SecondLook secondLook, Findings findings) {
        this.secondLook = secondLook;
        this.findings = findings;
    }

    /** Passes the verdict on, after a second look if it is a bad one. Blocks while too many looks are under way. */
    void judged(Pair pair, Verdict verdict) throws InterruptedException {
        if (suspicious(verdict) && (onlyByDigest(verdict) || looked++ < ENOUGH)) {
            places.acquire();
            throwFailure();
            threads.execute(() -> look(pair));
        } else {
            findings.judged(pair, verdict);
        }
    }

    private static boolean suspicious(Verdict verdict) {
        return verdict instanceof Missing || verdict instanceof Different || verdict instanceof Extra;
    }

    /** A whole bucket may be encrypted with a key, and then every digest looks wrong; no number of them is proof. */
    private static boolean onlyByDigest(Verdict verdict) {
        return verdict instanceof Different(Verdict.Aspect aspect, String detail) && aspect == Verdict.Aspect.Digest;
    }

    private void look(Pair pair) {
        try {
            secondLook.at(pair.key()).ifPresent(verdict -> findings.judged(pair, verdict));
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            places.release();
        }
    }

    /** Waits for every look that is under way. */
    void settle() throws InterruptedException {
        threads.shutdown();
        while (!threads.awaitTermination(1, TimeUnit.SECONDS)) {
            throwFailure();
        }
        throwFailure();
    }

    private void throwFailure() {
        RuntimeException e = failure.get();
        if (e != null) {
            throw e;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
