package dev.sealift.worker.aws;

import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What AWS's errors mean, in one table.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html">S3 error responses</a>
 */
final class AwsErrors {

    private static final Set<String> REJECTED = Set.of(
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "InvalidToken",
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "AuthFailure",
            "InvalidIdentityToken",
            "IDPRejectedClaim",
            "InvalidSecurity",
            "NotSignedUp");
    private static final Set<String> EXPIRED = Set.of("ExpiredToken", "ExpiredTokenException", "TokenRefreshRequired");
    private static final Set<String> ELSEWHERE =
            Set.of("PermanentRedirect", "AuthorizationHeaderMalformed", "IllegalLocationConstraintException", "301");
    private static final Set<String> BUSY =
            Set.of("SlowDown", "Throttling", "ThrottlingException", "RequestLimitExceeded", "ServiceUnavailable");

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private AwsErrors() {}

    /**
     * @param action the permission that the call needed, such as {@code s3:ListBucket}
     * @param item what it was about, such as {@code s3://orders}
     */
    static TroubleException troubled(RuntimeException error, String action, String item) {
        return error instanceof TroubleException known
                ? known
                : trouble(error, action, item).asException(error, rest(error).orElse(null));
    }

    static Trouble trouble(RuntimeException error, String action, String item) {
        return serviceError(error)
                .map(e -> answered(e, action, item))
                .or(() -> unreachable(error, item))
                .orElseGet(() -> unanswered(error, action, item));
    }

    /** What {@code Retry-After} says, if it says it in seconds. */
    private static Optional<Duration> rest(RuntimeException error) {
        return serviceError(error)
                .flatMap(e -> Optional.ofNullable(e.awsErrorDetails()))
                .flatMap(d -> Optional.ofNullable(d.sdkHttpResponse()))
                .flatMap(r -> r.firstMatchingHeader("Retry-After"))
                .filter(seconds -> SECONDS.matcher(seconds).matches())
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)));
    }

    private static Optional<AwsServiceException> serviceError(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof AwsServiceException service) {
                return Optional.of(service);
            }
        }
        return Optional.empty();
    }

    private static Trouble answered(AwsServiceException error, String action, String item) {
        String code = code(error);
        String said = said(error);
        if (REJECTED.contains(code) || fromSts(error) || knowsNoSuchKey(said)) {
            return new Trouble(
                    "CredentialsRejected",
                    "AWS rejected the pod's credentials for " + item + ": " + said
                            + ". Check the connection's access key or the role's trust policy.",
                    false);
        }
        if (EXPIRED.contains(code)) {
            return new Trouble(
                    "CredentialsRejected", "The pod's AWS credentials for " + item + " have expired: " + said, true);
        }
        if (code.equals("NoSuchBucket")) {
            return new Trouble("SourceNotFound", item + " doesn't exist: " + said, false);
        }
        if (ELSEWHERE.contains(code) || error.statusCode() == 301) {
            return new Trouble(
                    "SourceNotFound", item + " is not in the region of the order" + region(error) + ": " + said, false);
        }
        if (code.equals("InvalidObjectState")) {
            return new Trouble(
                    "SourceArchived", item + " is archived and can't be read until it is restored: " + said, false);
        }
        if (error.statusCode() == 412) {
            return new Trouble("SourceChanged", item + " changed while it was read: " + said, false);
        }
        if (BUSY.contains(code) || error.isThrottlingException()) {
            return new Trouble("Throttled", "AWS asks to slow down at " + item + ": " + said, true);
        }
        if (error.statusCode() == 403) {
            return new Trouble("PermissionMissing", denied(error, action, item, said), false);
        }
        if (error.statusCode() == 404) {
            return new Trouble("SourceNotFound", item + " is not there: " + said, false);
        }
        return new Trouble(
                error.statusCode() >= 500 ? "SourceUnreachable" : "SourceRejected",
                "AWS answered " + error.statusCode() + " for " + item + ": " + said,
                error.statusCode() >= 500);
    }

    private static String denied(AwsServiceException error, String action, String item, String said) {
        boolean kms = said.toLowerCase(Locale.ROOT).contains("kms");
        return "The pod's AWS identity lacks " + (kms ? "kms:Decrypt on the key of " : action + " on ") + item
                + ", or a bucket policy denies it from this network: " + said;
    }

    private static String region(AwsServiceException error) {
        return Optional.ofNullable(error.awsErrorDetails())
                .flatMap(d -> Optional.ofNullable(d.sdkHttpResponse()))
                .flatMap(r -> r.firstMatchingHeader("x-amz-bucket-region"))
                .map(r -> " (it is in " + r + ")")
                .orElse("");
    }

    private static boolean fromSts(AwsServiceException error) {
        return error.awsErrorDetails() != null
                && "Sts".equals(error.awsErrorDetails().serviceName());
    }

    private static String code(AwsServiceException error) {
        @Nullable String code =
                error.awsErrorDetails() == null ? null : error.awsErrorDetails().errorCode();
        return code == null ? "" : code;
    }

    /** What the service said, without what the SDK adds to it. */
    private static String said(AwsServiceException error) {
        @Nullable String message = error.awsErrorDetails() == null
                ? error.getMessage()
                : error.awsErrorDetails().errorMessage();
        return message == null || message.isBlank() ? error.statusCode() + " " + code(error) : message;
    }

    /** Some gateways answer an unknown access key with a code of their own. */
    private static boolean knowsNoSuchKey(String said) {
        return said.toLowerCase(Locale.ROOT).contains("access key id");
    }

    private static Optional<Trouble> unreachable(Throwable error, String item) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof UnknownHostException) {
                return unreachable(
                        item,
                        "the name " + e.getMessage()
                                + " doesn't resolve from the pod. Check the connection's region and endpoints, and the cluster's DNS.");
            }
            if (e instanceof SSLException) {
                return unreachable(
                        item, "TLS failed (" + e.getMessage() + "). Is its certificate authority in the bundle?");
            }
            if (e instanceof IOException) {
                return unreachable(
                        item,
                        e.getClass().getSimpleName() + ": " + e.getMessage()
                                + ". Check what lies between: network policies, firewalls, endpoints.");
            }
        }
        return Optional.empty();
    }

    private static Optional<Trouble> unreachable(String item, String why) {
        return Optional.of(
                new Trouble("SourceUnreachable", "Can't reach " + item + " from the pod network: " + why, true));
    }

    private static Trouble unanswered(RuntimeException error, String action, String item) {
        String message = String.valueOf(error.getMessage());
        if (message.contains("Unable to load credentials")) {
            return new Trouble(
                    "CredentialsRejected", "The pod has no AWS credentials for " + item + ": " + message, false);
        }
        return new Trouble(
                error instanceof SdkException ? "SourceUnreachable" : "SourceRejected",
                action + " on " + item + " failed: " + message,
                error instanceof SdkException);
    }
}
