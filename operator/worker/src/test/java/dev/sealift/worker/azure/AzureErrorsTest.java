package dev.sealift.worker.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.aad.msal4j.MsalClientException;
import dev.sealift.worker.work.Trouble;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureErrorsTest {

    private static final String CONTAINER = "https://shoporders.blob.core.windows.net/orders";

    private static Trouble trouble(RuntimeException error) {
        return AzureErrors.trouble(error, CONTAINER);
    }

    @ParameterizedTest
    @CsvSource({
        "403,AuthorizationFailure,TargetFirewalled,false",
        "403,AuthorizationPermissionMismatch,TargetPermissionMissing,true",
        "403,SomethingElse,TargetPermissionMissing,false",
        "404,ContainerNotFound,TargetNotFound,false",
        "404,ResourceNotFound,TargetNotFound,false",
        "401,InvalidAuthenticationInfo,CredentialsRejected,false",
        "403,AuthenticationFailed,CredentialsRejected,false",
        "503,ServerBusy,Throttled,true",
        "500,InternalError,TargetUnreachable,true",
        "507,InsufficientStorage,TargetFull,false",
        "400,InvalidUri,TargetRejected,false",
    })
    void meansByCode(int status, String code, String reason, boolean retryable) {
        Trouble trouble = trouble(new Refusal(status, code, null).asException());

        assertThat(trouble.reason()).isEqualTo(reason);
        assertThat(trouble.retryable()).isEqualTo(retryable);
        assertThat(trouble.message()).contains(CONTAINER).contains(code);
    }

    @Test
    void whatHasNoAnswerIsUnreachable() {
        assertThat(trouble(new RuntimeException(new UnknownHostException("shoporders")))
                        .message())
                .contains("resolve")
                .contains("shoporders");
        assertThat(trouble(new RuntimeException(new ConnectException("refused")))
                        .reason())
                .isEqualTo("TargetUnreachable");
        assertThat(trouble(new RuntimeException(new TimeoutException())).reason())
                .isEqualTo("TargetUnreachable");
        assertThat(trouble(new RuntimeException(new SSLHandshakeException("PKIX")))
                        .message())
                .contains("bundle");
    }

    @Test
    void anIdentityWithoutATokenIsRejected() {
        RuntimeException error = new RuntimeException(new ExecutionException(
                new MsalClientException("AADSTS7000215: Invalid client secret", "invalid_client")));

        assertThat(trouble(error).reason()).isEqualTo("CredentialsRejected");
        assertThat(trouble(error).message()).contains("AADSTS7000215");
    }
}
