package dev.sealift.worker.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobStorageException;
import com.microsoft.aad.msal4j.MsalClientException;
import dev.sealift.worker.work.Trouble;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

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
        Trouble trouble = trouble(new BlobStorageException("said so", new Answer(status, code), null));

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

    private static final class Answer extends HttpResponse {

        private final int status;
        private final HttpHeaders headers;

        Answer(int status, String code) {
            super(new HttpRequest(HttpMethod.GET, CONTAINER));
            this.status = status;
            this.headers = new HttpHeaders().set(HttpHeaderName.fromString("x-ms-error-code"), code);
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @SuppressWarnings("deprecation") // part of the class to be extended
        public String getHeaderValue(String name) {
            return headers.getValue(HttpHeaderName.fromString(name));
        }

        @Override
        public HttpHeaders getHeaders() {
            return headers;
        }

        @Override
        public Flux<ByteBuffer> getBody() {
            return Flux.empty();
        }

        @Override
        public Mono<byte[]> getBodyAsByteArray() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString() {
            return Mono.empty();
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.empty();
        }
    }
}
