package dev.sealift.worker.compare;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Does some things at the same time; the first that fails fails all, and is thrown where the next is handed in or awaited. */
public final class Crew implements AutoCloseable {

    private final Semaphore places;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();

    public Crew(int atOnce) {
        this.places = new Semaphore(atOnce);
    }

    /** Hands in a task; blocks while too many are under way. */
    public void execute(Runnable task) throws InterruptedException {
        places.acquire();
        throwFailure();
        threads.execute(() -> perform(task));
    }

    private void perform(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
        } finally {
            places.release();
        }
    }

    /** Waits for every task that is under way; none can be handed in afterwards. */
    public void settle() throws InterruptedException {
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
