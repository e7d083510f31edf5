package dev.sealift.azure;

import com.azure.core.http.HttpHeaderName;
import com.azure.core.http.HttpHeaders;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.storage.blob.models.BlobStorageException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What Blob's client throws. */
final class Blobs {

    private Blobs() {}

    /** As the client words it: the status, then the answer as it came. */
    static BlobStorageException failure(int status, String code) {
        String body = "<?xml version=\"1.0\" encoding=\"utf-8\"?><Error><Code>" + code
                + "</Code><Message>Blob's own words.\nRequestId:11111111-2222-3333-4444-555555555555\nTime:2026-11-01T10:00:00.0000000Z</Message></Error>";
        return new BlobStorageException("Status code " + status + ", \"" + body + "\"", new Answer(status, code), null);
    }

    private static final class Answer extends HttpResponse {

        private final int status;
        private final HttpHeaders headers;

        Answer(int status, String code) {
            super(new HttpRequest(HttpMethod.GET, "https://shoporders.blob.core.windows.net/orders"));
            this.status = status;
            this.headers = new HttpHeaders().set(HttpHeaderName.fromString("x-ms-error-code"), code);
        }

        @Override
        public int getStatusCode() {
            return status;
        }

        @Override
        @SuppressWarnings("deprecation")
        public @Nullable String getHeaderValue(String name) {
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
            return getBodyAsString(StandardCharsets.UTF_8);
        }

        @Override
        public Mono<String> getBodyAsString(Charset charset) {
            return Mono.empty();
        }
    }
}
