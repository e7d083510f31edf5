package dev.sealift.worker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.work.Trouble;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.services.sts.model.StsException;

class AwsErrorsTest {

    private static Trouble trouble(RuntimeException error) {
        return AwsErrors.trouble(error, "s3:ListBucket", "s3://orders");
    }

    /** As S3 says it to us. */
    private static RuntimeException answer(int status, String code, String message) {
        return new Refusal(status, code, message, false, "eu-west-1", null).asException();
    }

    /** As STS says it to the SDK. */
    private static AwsServiceException told(int status, String code, String message) {
        return AwsServiceException.builder()
                .statusCode(status)
                .message(message)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName("S3")
                        .sdkHttpResponse(SdkHttpResponse.builder()
                                .statusCode(status)
                                .putHeader("x-amz-bucket-region", "eu-west-1")
                                .build())
                        .build())
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "404,NoSuchBucket,SourceNotFound,false",
        "403,InvalidAccessKeyId,CredentialsRejected,false",
        "403,SignatureDoesNotMatch,CredentialsRejected,false",
        "400,ExpiredToken,CredentialsRejected,true",
        "403,AccessDenied,PermissionMissing,false",
        "403,InvalidObjectState,SourceArchived,false",
        "301,PermanentRedirect,SourceNotFound,false",
        "400,AuthorizationHeaderMalformed,SourceNotFound,false",
        "503,SlowDown,Throttled,true",
        "500,InternalError,SourceUnreachable,true",
        "400,InvalidRequest,SourceRejected,false",
    })
    void meansByCode(int status, String code, String reason, boolean retryable) {
        Trouble trouble = trouble(answer(status, code, "said so"));

        assertThat(trouble.reason()).isEqualTo(reason);
        assertThat(trouble.retryable()).isEqualTo(retryable);
        assertThat(trouble.message()).contains("s3://orders");
    }

    @Test
    void knowsAGatewaysWordsForAnUnknownKey() {
        assertThat(trouble(answer(404, "XUserNotFound", "No user exists with the provided access key ID."))
                        .reason())
                .isEqualTo("CredentialsRejected");
    }

    @Test
    void namesTheMissingAction() {
        assertThat(trouble(answer(403, "AccessDenied", "no")).message()).contains("s3:ListBucket on s3://orders");
        assertThat(trouble(answer(403, "AccessDenied", "not authorized to perform: kms:Decrypt"))
                        .message())
                .contains("kms:Decrypt");
    }

    @Test
    void namesTheRightRegion() {
        assertThat(trouble(answer(301, "PermanentRedirect", "elsewhere")).message())
                .contains("eu-west-1");
    }

    @Test
    void meansTheSameByTheSdk() {
        assertThat(trouble(told(400, "ExpiredToken", "too old"))).satisfies(t -> {
            assertThat(t.reason()).isEqualTo("CredentialsRejected");
            assertThat(t.message()).contains("too old");
            assertThat(t.retryable()).isTrue();
        });
    }

    @Test
    void anyAnswerOfStsIsAboutCredentials() {
        StsException error = (StsException) StsException.builder()
                .statusCode(403)
                .message("Not authorized to perform sts:AssumeRoleWithWebIdentity")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode("AccessDenied")
                        .serviceName("Sts")
                        .build())
                .build();

        assertThat(trouble(error).reason()).isEqualTo("CredentialsRejected");
    }

    @Test
    void whatHasNoAnswerIsUnreachable() {
        assertThat(trouble(SdkClientException.create("x", new UnknownHostException("s3.example"))))
                .satisfies(t -> {
                    assertThat(t.reason()).isEqualTo("SourceUnreachable");
                    assertThat(t.message()).contains("s3.example").contains("resolve");
                });
        assertThat(trouble(SdkClientException.create("x", new ConnectException("refused")))
                        .reason())
                .isEqualTo("SourceUnreachable");
        assertThat(trouble(SdkClientException.create("x", new SSLHandshakeException("PKIX")))
                        .message())
                .contains("bundle");
    }

    @Test
    void aPodWithoutCredentialsIsToldSo() {
        assertThat(trouble(SdkClientException.create("Unable to load credentials from any of the providers"))
                        .reason())
                .isEqualTo("CredentialsRejected");
    }
}
