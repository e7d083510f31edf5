package dev.sealift.worker.work;

import java.time.Duration;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tries a request again when that may help: after a pause that doubles each time and is never the same for two, or as long as
 * the service said.
 */
public final class Retries {

    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final int mostAttempts;
    private final Pause pause;
    private final RandomGenerator random;

    Retries(int mostAttempts, Pause pause, RandomGenerator random) {
        this.mostAttempts = mostAttempts;
        this.pause = pause;
        this.random = random;
    }

    /** For requests in the midst of long work: ten attempts, some two minutes. */
    public static Retries patient() {
        return patient(Retries::sleep);
    }

    public static Retries patient(Pause pause) {
        return new Retries(10, pause, new SplittableRandom());
    }

    /** For a first request, while a pod's network may still be coming up: seven attempts, some fifteen seconds. */
    public static Retries starting() {
        return starting(Retries::sleep);
    }

    public static Retries starting(Pause pause) {
        return new Retries(7, pause, new SplittableRandom());
    }

    /** For who tries again by themselves: one attempt. */
    public static Retries none() {
        return new Retries(1, Retries::sleep, new SplittableRandom());
    }

    /** The pause of a process, of which a test has none. */
    public static void sleep(Duration duration) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(duration.toNanos());
    }

    /** Waits; a test doesn't. */
    public interface Pause {

        void of(Duration duration) throws InterruptedException;
    }

    /** One request. */
    public interface Request<T> {

        T send() throws InterruptedException;
    }

    /** Hears of each attempt that failed and will be made again, before the pause. */
    public interface Setback {

        void met(Trouble trouble, Duration rest);
    }

    /**
     * Sends a request until it is answered.
     *
     * @throws TroubleException what the last attempt met
     */
    public <T> T send(Request<T> request) throws InterruptedException {
        return send(request, (trouble, rest) -> {});
    }

    /**
     * Sends a request until it is answered, and tells what it meets on the way.
     *
     * @throws TroubleException what the last attempt met
     */
    public <T> T send(Request<T> request, Setback setback) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return request.send();
            } catch (TroubleException e) {
                if (!e.trouble().retryable() || attempt == mostAttempts) {
                    throw e;
                }
                Duration rest = e.rest().map(Retries::bounded).orElse(backoff(attempt));
                setback.met(e.trouble(), rest);
                pause.of(rest);
            }
        }
    }

    /**
     * Sends a request until it is answered, where nothing can be thrown when the pod ends: the thread stays interrupted then, and
     * what the last attempt met is thrown.
     *
     * @throws TroubleException what the last attempt met
     */
    public <T> T ask(Supplier<T> request) {
        AtomicReference<@Nullable TroubleException> met = new AtomicReference<>();
        try {
            return send(() -> {
                try {
                    return request.get();
                } catch (TroubleException e) {
                    met.set(e);
                    throw e;
                }
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Objects.requireNonNull(met.get(), "only a pause after a failure is interrupted");
        }
    }

    private static Duration bounded(Duration asked) {
        return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
    }

    private Duration backoff(int attempt) {
        Duration doubled = bounded(FIRST_PAUSE.multipliedBy(1L << (attempt - 1)));
        long half = doubled.toMillis() / 2;
        return Duration.ofMillis(half + random.nextLong(half + 1));
    }
}
