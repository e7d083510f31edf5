package dev.sealift.testkit.shake;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** The program's threads. Where one of them can't go on, the program ends. */
final class Threads {

    /** What a thread does. */
    interface Work {
        void run() throws IOException, InterruptedException;
    }

    private final Log log;
    private final CountDownLatch cancelled = new CountDownLatch(1);
    private final AtomicBoolean dying = new AtomicBoolean();

    Threads(Log log) {
        this.log = log;
    }

    void start(String name, Work work) {
        Thread.ofPlatform().daemon().name(name).start(() -> survive(work));
    }

    /** Again and again, until all is cancelled. */
    void every(Duration pause, String name, Work work) {
        start(name, () -> {
            while (!cancelled.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                work.run();
            }
        });
    }

    /** Readers are to come to their end. */
    void cancel() {
        cancelled.countDown();
    }

    boolean isCancelled() {
        return cancelled.getCount() == 0;
    }

    /** Does something that may end the program. */
    void survive(Work work) {
        try {
            work.run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException | RuntimeException e) {
            die(Panic.reason(e));
        }
    }

    /** What fails because the program ends is not told. */
    private void die(String message) {
        if (dying.compareAndSet(false, true)) {
            log.error(message);
            System.exit(1);
        }
    }
}
