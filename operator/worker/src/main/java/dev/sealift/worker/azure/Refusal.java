package dev.sealift.worker.azure;

import dev.sealift.worker.http.Answer;
import java.time.Duration;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Blob Storage's no.
 *
 * @param code the service's word for it; empty if something else answered
 * @param rest how long it wants to be left alone
 */
record Refusal(int status, String code, @Nullable Duration rest) {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    static Refusal of(Answer answer) {
        return new Refusal(
                answer.status(),
                Objects.requireNonNullElse(answer.header("x-ms-error-code"), ""),
                rest(answer.header("Retry-After")));
    }

    private static @Nullable Duration rest(@Nullable String seconds) {
        return seconds != null && SECONDS.matcher(seconds).matches()
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : null;
    }

    /** For people. */
    String said() {
        return (status + " " + code).strip();
    }

    RefusedException asException() {
        return new RefusedException(this);
    }

    /** Carries it to the table of errors. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        private RefusedException(Refusal refusal) {
            super(refusal.said());
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }

        int status() {
            return refusal.status();
        }
    }
}
