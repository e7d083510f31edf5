package dev.sealift.worker.azure;

import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.RetryAfter;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Blob Storage's no.
 *
 * @param code the service's word for it; empty if something else answered
 * @param rest how long it wants to be left alone
 */
record Refusal(int status, String code, @Nullable Duration rest) {

    static Refusal of(Answer answer) {
        return new Refusal(
                answer.status(),
                Objects.requireNonNullElse(answer.header("x-ms-error-code"), ""),
                RetryAfter.of(answer));
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
