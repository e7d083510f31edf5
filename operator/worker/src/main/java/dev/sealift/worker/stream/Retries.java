package dev.sealift.worker.stream;

import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Tries a request again when that may help: after a pause that doubles each time and is never the same for two, or as long as
 * the service said. Gives up after ten attempts, some two minutes.
 */
final class Retries {

    private static final int MOST_ATTEMPTS = 10;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Pause pause;
    private final RandomGenerator random;

    Retries(Pause pause, RandomGenerator random) {
        this.pause = pause;
        this.random = random;
    }

    /** Waits; a test doesn't. */
    interface Pause {

        void of(Duration duration) throws InterruptedException;
    }

    /** One request. */
    interface Request<T> {

        T send() throws InterruptedException;
    }

    /**
     * Sends a request through a gate.
     *
     * @throws TroubleException what the last attempt met
     */
    <T> T through(Gate gate, Request<T> request) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                return once(gate, request);
            } catch (TroubleException e) {
                if (!e.trouble().retryable() || attempt == MOST_ATTEMPTS) {
                    throw e;
                }
                Duration rest = e.rest().map(Retries::bounded).orElse(backoff(attempt));
                if (throttled(e.trouble())) {
                    gate.throttled(rest);
                }
                pause.of(rest);
            }
        }
    }

    private static <T> T once(Gate gate, Request<T> request) throws InterruptedException {
        gate.enter();
        try {
            T answer = request.send();
            gate.well();
            return answer;
        } finally {
            gate.leave();
        }
    }

    private static boolean throttled(Trouble trouble) {
        return trouble.reason().equals("Throttled");
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
