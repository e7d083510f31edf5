package dev.sealift.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.Reason;
import dev.sealift.api.connection.AwsConnectionSpec.WebIdentity;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.Federation;
import dev.sealift.cloud.LocalCluster;
import dev.sealift.cloud.Refusal;
import dev.sealift.cloud.TurnedClock;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;

class AwsErrorsTest {

    private static final TurnedClock CLOCK = new TurnedClock(Instant.parse("2026-11-01T10:00:00Z"));

    private final AwsErrors byKey = new AwsErrors(new AwsCaller.Key("aws"), CLOCK);
    private final AwsErrors byRole = new AwsErrors(role(), CLOCK);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // code                        | status | reason              | again | the remedy says
                "InvalidAccessKeyId            | 403    | CredentialsRejected | false | put a valid key into Secret aws",
                "InvalidClientTokenId          | 403    | CredentialsRejected | false | put a valid key into Secret aws",
                "UnrecognizedClientException   | 400    | CredentialsRejected | false | put a valid key into Secret aws",
                "InvalidToken                  | 400    | CredentialsRejected | false | put a valid key into Secret aws",
                "ExpiredToken                  | 400    | CredentialsRejected | false | put a valid key into Secret aws",
                "ExpiredTokenException         | 400    | CredentialsRejected | false | put a valid key into Secret aws",
                "TokenRefreshRequired          | 400    | CredentialsRejected | false | put a valid key into Secret aws",
                "MissingAuthenticationToken    | 403    | CredentialsRejected | false | put a valid key into Secret aws",
                "MissingSecurityHeader         | 400    | CredentialsRejected | false | put a valid key into Secret aws",
                "IncompleteSignature           | 403    | CredentialsRejected | false | put a valid key into Secret aws",
                "SignatureDoesNotMatch         | 403    | CredentialsRejected | false | does not belong to the access key id",
                "RequestTimeTooSkewed          | 403    | CredentialsRejected | false | clock",
                "RequestExpired                | 400    | CredentialsRejected | false | clock",
                "OptInRequired                 | 403    | CredentialsRejected | false | enable the region",
                "RegionDisabledException       | 403    | CredentialsRejected | false | enable the region",
                "AccessDenied                  | 403    | PermissionMissing   | false | allow s3:ListBucket on bucket orders",
                "AccessDeniedException         | 400    | PermissionMissing   | false | allow s3:ListBucket on bucket orders",
                "UnauthorizedOperation         | 403    | PermissionMissing   | false | allow s3:ListBucket on bucket orders",
                "UnauthorizedAccess            | 403    | PermissionMissing   | false | allow s3:ListBucket on bucket orders",
                "AllAccessDisabled             | 403    | PermissionMissing   | false | allow s3:ListBucket on bucket orders",
                "AccountProblem                | 403    | PermissionMissing   | false | support",
                "NotSignedUp                   | 403    | PermissionMissing   | false | sign the account up",
                "NoSuchBucket                  | 404    | ReferenceNotFound   | false | check the name of bucket orders",
                "NoSuchKey                     | 404    | ReferenceNotFound   | false | check the name of bucket orders",
                "NotFound                      | 404    | ReferenceNotFound   | false | check the name of bucket orders",
                "PermanentRedirect             | 301    | OperationFailed     | false | in its own region",
                "TemporaryRedirect             | 307    | OperationFailed     | false | in its own region",
                "AuthorizationHeaderMalformed  | 400    | OperationFailed     | false | in its own region",
                "IllegalLocationConstraintException | 400 | OperationFailed  | false | in its own region",
                "SlowDown                      | 503    | Throttled           | true  | slower",
                "Throttling                    | 400    | Throttled           | true  | slower",
                "ThrottlingException           | 400    | Throttled           | true  | slower",
                "ThrottledException            | 400    | Throttled           | true  | slower",
                "RequestThrottled              | 400    | Throttled           | true  | slower",
                "RequestThrottledException     | 400    | Throttled           | true  | slower",
                "RequestLimitExceeded          | 503    | Throttled           | true  | slower",
                "TooManyRequestsException      | 429    | Throttled           | true  | slower",
                "BandwidthLimitExceeded        | 509    | Throttled           | true  | slower",
                "ServiceUnavailable            | 503    | Unreachable         | true  | by itself",
                "InternalError                 | 500    | Unreachable         | true  | by itself",
                "InternalFailure               | 500    | Unreachable         | true  | by itself",
                "InternalServerError           | 500    | Unreachable         | true  | by itself",
                "RequestTimeout                | 400    | Unreachable         | true  | by itself",
                "RequestTimeoutException       | 400    | Unreachable         | true  | by itself",
                // A HEAD has no code; and there are codes that stand in no table.
                "                              | 301    | OperationFailed     | false | in its own region",
                "                              | 400    | OperationFailed     | false | whether the connection is ready",
                "                              | 401    | CredentialsRejected | false | credentials",
                "                              | 403    | PermissionMissing   | false | allow s3:ListBucket on bucket orders",
                "                              | 404    | ReferenceNotFound   | false | check the name of bucket orders",
                "                              | 408    | Throttled           | true  | by itself",
                "                              | 429    | Throttled           | true  | by itself",
                "                              | 503    | Throttled           | true  | slower",
                "SomethingNew                  | 409    | OperationFailed     | false | fail again",
                "SomethingNew                  | 500    | Unreachable         | true  | by itself",
            })
    void eachCodeHasItsMeaning(String code, int status, Reason reason, boolean retryable, String remedy) {
        CloudProblem problem = byKey.problem(answer("S3", code, status, Map.of()), "s3:ListBucket", "bucket orders");

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.remedy()).contains(remedy).doesNotEndWith(".");
        assertThat(problem.message())
                .startsWith("s3:ListBucket on bucket orders was answered " + status)
                .contains(code == null ? "without a code" : code)
                .endsWith(": AWS's own words");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDenied          | 403 | CredentialsRejected | false | sub system:serviceaccount:shop:sealift-worker",
                "IDPRejectedClaim      | 403 | CredentialsRejected | false | aud sts.amazonaws.com",
                "InvalidIdentityToken  | 400 | CredentialsRejected | false | IAM OIDC provider",
                "ExpiredTokenException | 400 | CredentialsRejected | false | clock",
                "IDPCommunicationError | 400 | Unreachable         | true  | reachable from the internet",
                "ValidationError       | 400 | CredentialsRejected | false | sessionSeconds",
                "Throttling            | 400 | Throttled           | true  | slower",
            })
    void takingOnARoleHasMeaningsOfItsOwn(String code, int status, Reason reason, boolean retryable, String remedy) {
        CloudProblem problem = byRole.problem(
                answer("Sts", code, status, Map.of()), AwsTable.ASSUME, "role arn:aws:iam::111122223333:role/s");

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.remedy()).contains(remedy);
    }

    @Test
    void aRoleThatDoesNotTrustUsIsToldWhatToTrust() {
        CloudProblem problem = byRole.problem(answer("Sts", "AccessDenied", 403, Map.of()), AwsTable.ASSUME, "role r");

        assertThat(problem.remedy())
                .isEqualTo(
                        "check the trust policy of role arn:aws:iam::111122223333:role/s: its principal must be the OIDC provider of the cluster's OIDC issuer, and its conditions must allow aud sts.amazonaws.com and sub system:serviceaccount:shop:sealift-worker");
    }

    @Test
    void aRoleWithoutPermissionIsNamed() {
        CloudProblem problem =
                byRole.problem(answer("S3", "AccessDenied", 403, Map.of()), "s3:ListBucket", "bucket orders");

        assertThat(problem.remedy()).contains("for role arn:aws:iam::111122223333:role/s");
    }

    @Test
    void aRedirectNamesTheRegion() {
        AwsServiceException redirect =
                answer("S3", "PermanentRedirect", 301, Map.of("x-amz-bucket-region", "eu-west-1"));

        assertThat(byKey.problem(redirect, "s3:ListBucket", "bucket orders").message())
                .endsWith("; bucket orders is in region eu-west-1");
        assertThat(AwsErrors.bucketRegion(redirect)).hasValue("eu-west-1");
    }

    @Test
    void retryAfterIsObeyed() {
        AwsServiceException slow = answer("S3", "SlowDown", 503, Map.of("Retry-After", "7"));

        assertThat(byKey.problem(slow, "s3:ListBucket", "b").retryAfter()).hasValue(Duration.ofSeconds(7));
    }

    @Test
    void noAnswerInTimeIsToldSo() {
        for (SdkClientException late : new SdkClientException[] {
            ApiCallTimeoutException.create(10_000), ApiCallAttemptTimeoutException.create(5_000)
        }) {
            CloudProblem problem = byKey.problem(late, "s3:ListBucket", "bucket orders");

            assertThat(problem.reason()).isEqualTo(Reason.Unreachable);
            assertThat(problem.retryable()).isTrue();
            assertThat(problem.message()).isEqualTo("s3:ListBucket on bucket orders got no answer in time");
        }
    }

    @Test
    void anUnknownHostIsToldSo() {
        SdkClientException failure =
                SdkClientException.create("Unable to execute", new UnknownHostException("s3.nowhere"));

        assertThat(byKey.problem(failure, "s3:ListBucket", "bucket orders").message())
                .isEqualTo("s3:ListBucket on bucket orders found no address for s3.nowhere");
    }

    @Test
    void whatWeFoundOurselvesIsKept() {
        CloudProblem own =
                new CloudProblem(Reason.ReferenceNotFound, "no such account", "create it", false, Optional.empty());
        SdkClientException wrapped = SdkClientException.create("Unable to load credentials", new Refusal(own));

        assertThat(byKey.problem(wrapped, "s3:ListBucket", "bucket orders")).isEqualTo(own);
    }

    @Test
    void secretsInAnAnswerAreNotShown() {
        AwsServiceException answer = (AwsServiceException) AwsServiceException.builder()
                .statusCode(403)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName("S3")
                        .errorCode("SignatureDoesNotMatch")
                        .errorMessage("for https://b/k?X-Amz-Signature=0123456789abcdef&x=1")
                        .build())
                .build();

        assertThat(byKey.problem(answer, "s3:GetObject", "k").message()).doesNotContain("0123456789abcdef");
    }

    @Test
    void whatNobodyHasThoughtOfIsTriedAgain() {
        CloudProblem problem = byKey.problem(new IllegalStateException("odd"), "s3:ListBucket", "bucket orders");

        assertThat(problem.reason()).isEqualTo(Reason.OperationFailed);
        assertThat(problem.retryable()).isTrue();
        assertThat(problem.message()).isEqualTo("s3:ListBucket on bucket orders failed: odd");
    }

    private static AwsServiceException answer(
            String service, @org.jspecify.annotations.Nullable String code, int status, Map<String, String> headers) {
        SdkHttpResponse.Builder response = SdkHttpResponse.builder().statusCode(status);
        headers.forEach(response::putHeader);
        return AwsServiceException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .serviceName(service)
                        .errorCode(code)
                        .errorMessage("AWS's own words")
                        .sdkHttpResponse(response.build())
                        .build())
                .build();
    }

    private static AwsCaller role() {
        try (LocalCluster cluster = new LocalCluster()) {
            Federation federation = new Federation(cluster.client(), "shop", "sealift-worker", AwsCaller.AUDIENCE);
            return new AwsCaller.Role(
                    new WebIdentity("arn:aws:iam::111122223333:role/s", null, null), "sealift-shop-prod", federation);
        }
    }
}
