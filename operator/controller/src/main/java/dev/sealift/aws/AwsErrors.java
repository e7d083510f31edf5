package dev.sealift.aws;

import dev.sealift.api.Reason;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.Meaning;
import dev.sealift.cloud.NetworkFailure;
import dev.sealift.cloud.Redaction;
import dev.sealift.cloud.Refusal;
import dev.sealift.cloud.RetryAfter;
import java.time.Clock;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.http.SdkHttpResponse;

/** Reads what AWS's errors say and looks up what it means in {@link AwsTable}. */
public final class AwsErrors {

    private static final String REGION_HEADER = "x-amz-bucket-region";

    private final AwsCaller caller;
    private final Clock clock;

    AwsErrors(AwsCaller caller, Clock clock) {
        this.caller = caller;
        this.clock = clock;
    }

    /**
     * What the failure means.
     *
     * @param action the IAM action that was attempted, such as {@code s3:ListBucket}
     * @param resource what it was attempted on, in words for people, such as {@code bucket orders}
     */
    public CloudProblem problem(Throwable failure, String action, String resource) {
        AwsTable.Call call = new AwsTable.Call(caller, action, resource);
        return NetworkFailure.cause(failure, Refusal.class)
                .map(Refusal::problem)
                .or(() ->
                        NetworkFailure.cause(failure, AwsServiceException.class).map(answer -> answered(answer, call)))
                .or(() -> timeout(failure).map(_ -> NetworkFailure.late(words(call))))
                .or(() -> NetworkFailure.of(failure, words(call)))
                .orElseGet(() -> unknown(failure, call));
    }

    /** The region that S3 says the bucket is in, where an answer or a refusal says so. */
    public static Optional<String> bucketRegion(Throwable failure) {
        return NetworkFailure.cause(failure, AwsServiceException.class)
                .flatMap(answer -> header(answer, REGION_HEADER));
    }

    private CloudProblem answered(AwsServiceException answer, AwsTable.Call call) {
        String code = code(answer);
        Meaning<AwsTable.Call> meaning = AwsTable.meaning(call.action(), code, answer.statusCode());
        return new CloudProblem(
                meaning.reason(),
                message(answer, code, call),
                meaning.remedy().words(call),
                meaning.retryable(),
                RetryAfter.of(header(answer, "Retry-After"), clock.instant()));
    }

    private static String message(AwsServiceException answer, String code, AwsTable.Call call) {
        String region = header(answer, REGION_HEADER)
                .filter(_ -> isRedirect(answer.statusCode(), code))
                .map(found -> "; " + call.resource() + " is in region " + found)
                .orElse("");
        return words(call) + " was answered " + answer.statusCode() + " " + code + said(answer) + region;
    }

    private static boolean isRedirect(int status, String code) {
        return status == 301 || status == 307 || code.equals("AuthorizationHeaderMalformed");
    }

    private static String said(AwsServiceException answer) {
        return details(answer)
                .map(AwsErrorDetails::errorMessage)
                .filter(text -> !text.isBlank())
                .map(text -> ": " + Redaction.of(text))
                .orElse("");
    }

    private static String code(AwsServiceException answer) {
        return details(answer)
                .map(AwsErrorDetails::errorCode)
                .filter(code -> !code.isBlank() && !code.matches("\\d+.*"))
                .orElse("without a code");
    }

    private static Optional<String> header(AwsServiceException answer, String name) {
        return details(answer)
                .flatMap(details -> present(details.sdkHttpResponse()))
                .flatMap((SdkHttpResponse response) -> response.firstMatchingHeader(name));
    }

    private static Optional<AwsErrorDetails> details(AwsServiceException answer) {
        return present(answer.awsErrorDetails());
    }

    private static <T> Optional<T> present(@Nullable T value) {
        return Optional.ofNullable(value);
    }

    private static Optional<?> timeout(Throwable failure) {
        return NetworkFailure.cause(failure, ApiCallTimeoutException.class)
                .<Object>map(e -> e)
                .or(() -> NetworkFailure.cause(failure, ApiCallAttemptTimeoutException.class));
    }

    private static CloudProblem unknown(Throwable failure, AwsTable.Call call) {
        return new CloudProblem(
                Reason.OperationFailed,
                words(call) + " failed: " + Redaction.of(String.valueOf(failure.getMessage())),
                "it is tried again by itself; read the operator's log if it lasts",
                true,
                Optional.empty());
    }

    private static String words(AwsTable.Call call) {
        return call.action() + " on " + call.resource();
    }
}
