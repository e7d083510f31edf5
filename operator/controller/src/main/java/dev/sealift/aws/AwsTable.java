package dev.sealift.aws;

import static dev.sealift.cloud.Meaning.lasting;
import static dev.sealift.cloud.Meaning.passing;
import static java.util.Map.entry;

import dev.sealift.api.Reason;
import dev.sealift.cloud.Meaning;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * What AWS's codes mean: the one table.
 *
 * <p>Codes: https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html,
 * https://docs.aws.amazon.com/STS/latest/APIReference/CommonErrors.html,
 * https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
 */
final class AwsTable {

    /** The action by which a role is taken on; its refusals have rows of their own. */
    static final String ASSUME = "sts:AssumeRoleWithWebIdentity";

    private AwsTable() {}

    /** A call that failed: who made it, for what permission, on what. */
    record Call(AwsCaller caller, String action, String resource) {}

    private static final Meaning<Call> UNPROVEN =
            lasting(Reason.CredentialsRejected, call -> call.caller().proof());

    private static final Meaning<Call> FORBIDDEN = lasting(
            Reason.PermissionMissing,
            call -> "allow " + call.action() + " on " + call.resource() + " for "
                    + call.caller().principal()
                    + ", and see that no bucket, endpoint or organization policy denies it");

    private static final Meaning<Call> UNTRUSTED = lasting(Reason.CredentialsRejected, call -> switch (call.caller()) {
        case AwsCaller.Role role ->
            "check the trust policy of role " + role.webIdentity().roleArn()
                    + ": its principal must be the OIDC provider of "
                    + role.federation().issuer()
                    + ", and its conditions must allow aud " + role.federation().audience() + " and sub "
                    + role.federation().subject();
        case AwsCaller.Key _ -> call.caller().proof();
    });

    private static final Meaning<Call> PROVIDER_UNKNOWN =
            lasting(Reason.CredentialsRejected, call -> switch (call.caller()) {
                case AwsCaller.Role role ->
                    "register " + role.federation().issuer()
                            + " in the role's account as an IAM OIDC provider with audience "
                            + role.federation().audience();
                case AwsCaller.Key _ -> call.caller().proof();
            });

    private static final Meaning<Call> CLOCK = lasting(
            Reason.CredentialsRejected,
            _ -> "set the clock of the node that the operator runs on; it differs from AWS's");

    private static final Meaning<Call> MISSING =
            lasting(Reason.ReferenceNotFound, call -> "check the name of " + call.resource() + " and its account");

    private static final Meaning<Call> ELSEWHERE =
            lasting(Reason.OperationFailed, call -> "call " + call.resource() + " in its own region");

    private static final Meaning<Call> REGION_OFF = lasting(
            Reason.CredentialsRejected,
            _ -> "enable the region in the account, or name another region in the connection");

    /** S3 answers a HEAD so to expired credentials, among other things. */
    private static final Meaning<Call> UNTOLD = lasting(
            Reason.OperationFailed,
            _ -> "see whether the connection is ready: AWS told no reason, and expired credentials may be one");

    private static final Meaning<Call> SLOWER = passing(Reason.Throttled, _ -> "it is tried again by itself, slower");

    private static final Meaning<Call> AGAIN = passing(Reason.Unreachable, _ -> "it is tried again by itself");

    private static final Map<String, Meaning<Call>> ROWS = Map.ofEntries(
            entry("InvalidAccessKeyId", UNPROVEN),
            entry("InvalidClientTokenId", UNPROVEN),
            entry("UnrecognizedClientException", UNPROVEN),
            entry("InvalidToken", UNPROVEN),
            entry("ExpiredToken", UNPROVEN),
            entry("ExpiredTokenException", UNPROVEN),
            entry("TokenRefreshRequired", UNPROVEN),
            entry("MissingAuthenticationToken", UNPROVEN),
            entry("MissingSecurityHeader", UNPROVEN),
            entry("IncompleteSignature", UNPROVEN),
            entry(
                    "SignatureDoesNotMatch",
                    lasting(
                            Reason.CredentialsRejected,
                            call -> call.caller().proof() + ": the secret key does not belong to the access key id")),
            entry("RequestExpired", CLOCK),
            entry("RequestTimeTooSkewed", CLOCK),
            entry("AccessDenied", FORBIDDEN),
            entry("AccessDeniedException", FORBIDDEN),
            entry("UnauthorizedOperation", FORBIDDEN),
            entry("UnauthorizedAccess", FORBIDDEN),
            entry("AllAccessDisabled", FORBIDDEN),
            entry(
                    "AccountProblem",
                    lasting(Reason.PermissionMissing, _ -> "ask AWS's support what is the matter with the account")),
            entry(
                    "NotSignedUp",
                    lasting(Reason.PermissionMissing, _ -> "sign the account up for the service in AWS's console")),
            entry("OptInRequired", REGION_OFF),
            entry("RegionDisabledException", REGION_OFF),
            entry("NoSuchBucket", MISSING),
            entry("NoSuchKey", MISSING),
            entry("NotFound", MISSING),
            entry("PermanentRedirect", ELSEWHERE),
            entry("TemporaryRedirect", ELSEWHERE),
            entry("AuthorizationHeaderMalformed", ELSEWHERE),
            entry("IllegalLocationConstraintException", ELSEWHERE),
            entry("SlowDown", SLOWER),
            entry("Throttling", SLOWER),
            entry("ThrottlingException", SLOWER),
            entry("ThrottledException", SLOWER),
            entry("RequestThrottled", SLOWER),
            entry("RequestThrottledException", SLOWER),
            entry("RequestLimitExceeded", SLOWER),
            entry("TooManyRequestsException", SLOWER),
            entry("BandwidthLimitExceeded", SLOWER),
            entry("ServiceUnavailable", AGAIN),
            entry("InternalError", AGAIN),
            entry("InternalFailure", AGAIN),
            entry("InternalServerError", AGAIN),
            entry("RequestTimeout", AGAIN),
            entry("RequestTimeoutException", AGAIN),
            entry(ASSUME + " AccessDenied", UNTRUSTED),
            entry(ASSUME + " IDPRejectedClaim", UNTRUSTED),
            entry(ASSUME + " InvalidIdentityToken", PROVIDER_UNKNOWN),
            entry(ASSUME + " ExpiredTokenException", CLOCK),
            entry(
                    ASSUME + " IDPCommunicationError",
                    passing(
                            Reason.Unreachable,
                            _ ->
                                    "AWS could not read the cluster's OIDC issuer, which must be reachable from the internet; it is tried again by itself")),
            entry(
                    ASSUME + " ValidationError",
                    lasting(
                            Reason.CredentialsRejected,
                            _ ->
                                    "if sessionSeconds exceeds the role's maximum session duration, lower the one or raise the other")));

    /** The row of the code, in calls of that action before others, or else what the status means. */
    static Meaning<Call> meaning(String action, String code, int status) {
        return Stream.of(action + " " + code, code)
                .map(ROWS::get)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> byStatus(status));
    }

    /** A HEAD has no body and so no code: https://docs.aws.amazon.com/AmazonS3/latest/API/API_HeadBucket.html */
    private static Meaning<Call> byStatus(int status) {
        return switch (status) {
            case 301, 307 -> ELSEWHERE;
            case 400 -> UNTOLD;
            case 403 -> FORBIDDEN;
            case 404 -> MISSING;
            case 503 -> SLOWER;
            default -> Meaning.ofStatus(status);
        };
    }
}
