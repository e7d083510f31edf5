package dev.sealift.worker.aws;

import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Elements;
import dev.sealift.worker.http.RetryAfter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.http.SdkHttpResponse;

/**
 * A service's no.
 *
 * @param code the service's word for it; empty if it gave none, as in an answer without a body
 * @param message what it said; the status and code if it said nothing
 * @param ofIdentity whether it came from STS, before the request itself
 * @param region where the bucket is, if it isn't where it was looked for
 * @param rest how long it wants to be left alone
 */
record Refusal(
        int status,
        String code,
        String message,
        boolean ofIdentity,
        @Nullable String region,
        @Nullable Duration rest) {

    /** Reads it from an answer to a request of ours. */
    static Refusal of(Answer answer) {
        Map<String, String> said = said(answer);
        String code = said.getOrDefault("Code", "");
        return new Refusal(
                answer.status(),
                code,
                message(answer.status(), code, said.get("Message")),
                false,
                answer.header("x-amz-bucket-region"),
                RetryAfter.of(answer));
    }

    /** Reads it from an answer that began as a yes: S3 says so before it puts an upload's parts together. */
    static Optional<Refusal> late(Answer answer) {
        Refusal read = of(answer);
        return read.code().isEmpty()
                ? Optional.empty()
                : Optional.of(new Refusal(500, read.code(), read.message(), false, null, null));
    }

    /** Something between may have answered, in words of its own. */
    private static Map<String, String> said(Answer answer) {
        Map<String, String> said = new HashMap<>();
        try {
            Elements.read(answer.body(), (parent, name, attribute, text) -> said.putIfAbsent(name, text));
        } catch (UncheckedIOException e) {
            // The status says enough.
            said.putIfAbsent("Message", "");
        }
        return said;
    }

    /** Reads it from the SDK's exception. */
    static Refusal of(AwsServiceException error) {
        Optional<AwsErrorDetails> details = Optional.ofNullable(error.awsErrorDetails());
        Optional<SdkHttpResponse> response = details.map(AwsErrorDetails::sdkHttpResponse);
        String code = details.map(AwsErrorDetails::errorCode).orElse("");
        return new Refusal(
                error.statusCode(),
                code,
                message(
                        error.statusCode(),
                        code,
                        details.isEmpty() ? error.getMessage() : details.get().errorMessage()),
                details.map(AwsErrorDetails::serviceName).filter("Sts"::equals).isPresent(),
                response.flatMap(r -> r.firstMatchingHeader("x-amz-bucket-region"))
                        .orElse(null),
                RetryAfter.parse(response.flatMap(r -> r.firstMatchingHeader("Retry-After"))
                        .orElse(null)));
    }

    private static String message(int status, String code, @Nullable String said) {
        return said == null || said.isBlank() ? (status + " " + code).strip() : said;
    }

    RefusedException asException() {
        return new RefusedException(this);
    }

    /** Carries it to the table of errors. */
    static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final transient Refusal refusal;

        private RefusedException(Refusal refusal) {
            super(refusal.message());
            this.refusal = refusal;
        }

        Refusal refusal() {
            return refusal;
        }
    }
}
