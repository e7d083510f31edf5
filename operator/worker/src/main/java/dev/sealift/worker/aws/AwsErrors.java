package dev.sealift.worker.aws;

import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
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

    private AwsErrors() {}

    /**
     * @param action the permission that the call needed, such as {@code s3:ListBucket}
     * @param item what it was about, such as {@code s3://orders}
     */
    static TroubleException troubled(RuntimeException error, String action, String item) {
        return error instanceof TroubleException known
                ? known
                : trouble(error, action, item)
                        .asException(error, refusal(error).map(Refusal::rest).orElse(null));
    }

    static Trouble trouble(RuntimeException error, String action, String item) {
        return refusal(error)
                .map(no -> answered(no, action, item))
                .or(() -> unreachable(error, item))
                .orElseGet(() -> unanswered(error, action, item));
    }

    private static Optional<Refusal> refusal(Throwable error) {
        for (Throwable e = error; e != null; e = e.getCause()) {
            if (e instanceof Refusal.RefusedException refused) {
                return Optional.of(refused.refusal());
            }
            if (e instanceof AwsServiceException service) {
                return Optional.of(Refusal.of(service));
            }
        }
        return Optional.empty();
    }

    private static Trouble answered(Refusal no, String action, String item) {
        String said = no.message();
        if (REJECTED.contains(no.code()) || no.ofIdentity() || knowsNoSuchKey(said)) {
            return new Trouble(
                    "CredentialsRejected",
                    "AWS rejected the pod's credentials for " + item + ": " + said
                            + ". Check the connection's access key or the role's trust policy.",
                    false);
        }
        if (EXPIRED.contains(no.code())) {
            return new Trouble(
                    "CredentialsRejected", "The pod's AWS credentials for " + item + " have expired: " + said, true);
        }
        if (no.code().equals("NoSuchBucket")) {
            return new Trouble("SourceNotFound", item + " doesn't exist: " + said, false);
        }
        if (ELSEWHERE.contains(no.code()) || no.status() == 301) {
            return new Trouble(
                    "SourceNotFound", item + " is not in the region of the order" + region(no) + ": " + said, false);
        }
        if (no.code().equals("InvalidObjectState")) {
            return new Trouble(
                    "SourceArchived", item + " is archived and can't be read until it is restored: " + said, false);
        }
        if (no.status() == 412) {
            return new Trouble("SourceChanged", item + " changed while it was read: " + said, false);
        }
        if (BUSY.contains(no.code()) || no.status() == 429 || no.status() == 503) {
            return new Trouble("Throttled", "AWS asks to slow down at " + item + ": " + said, true);
        }
        if (no.status() == 403) {
            return new Trouble("PermissionMissing", denied(action, item, said), false);
        }
        if (no.status() == 404) {
            return new Trouble("SourceNotFound", item + " is not there: " + said, false);
        }
        return new Trouble(
                no.status() >= 500 ? "SourceUnreachable" : "SourceRejected",
                "AWS answered " + no.status() + " for " + item + ": " + said,
                no.status() >= 500);
    }

    private static String denied(String action, String item, String said) {
        boolean kms = said.toLowerCase(Locale.ROOT).contains("kms");
        return "The pod's AWS identity lacks " + (kms ? "kms:Decrypt on the key of " : action + " on ") + item
                + ", or a bucket policy denies it from this network: " + said;
    }

    private static String region(Refusal no) {
        return no.region() == null ? "" : " (it is in " + no.region() + ")";
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
