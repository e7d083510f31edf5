package dev.sealift.testkit.azure;

import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;

/**
 * Fetches what {@code x-ms-copy-source} names, as the service does for
 * <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob-from-url">Put Blob From URL</a> and
 * <a href="https://learn.microsoft.com/rest/api/storageservices/put-block-from-url">Put Block From URL</a>.
 */
final class CopySource {

    private static final long LARGEST = 5000L << 20;

    /** Properties that a new blob takes over from its source unless the request sets them. */
    private static final Map<String, String> INHERITED = Map.of(
            "content-type", "x-ms-blob-content-type",
            "content-encoding", "x-ms-blob-content-encoding",
            "content-language", "x-ms-blob-content-language",
            "content-disposition", "x-ms-blob-content-disposition",
            "cache-control", "x-ms-blob-cache-control");

    /** The conditions on the source, by the header in which the source gets them. */
    private static final Map<String, String> CONDITIONS = Map.of(
            "x-ms-source-if-match", "If-Match",
            "x-ms-source-if-none-match", "If-None-Match",
            "x-ms-source-if-modified-since", "If-Modified-Since",
            "x-ms-source-if-unmodified-since", "If-Unmodified-Since");

    /**
     * What a source yields.
     *
     * @param fields to set on the plain put that it becomes, where the request doesn't set them
     */
    record Content(Fields fields, Body body) {}

    private final HttpClient client;

    CopySource(SSLContext trust) {
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .connectTimeout(Duration.ofSeconds(10))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    /** Whether the request copies rather than brings its content along. */
    static boolean isCopy(Request request) {
        return request.fields().has("x-ms-copy-source");
    }

    /** Whether a header tells how to copy, and so has no place in a plain put. */
    static boolean isDirection(String header) {
        String name = header.toLowerCase(Locale.ROOT);
        return name.startsWith("x-ms-copy-source")
                || name.startsWith("x-ms-source-")
                || name.equals("x-ms-requires-sync");
    }

    /** The content for a whole blob, with the properties that it inherits. */
    Content blob(Request request) {
        if (!request.header("x-ms-blob-type").orElse("").equalsIgnoreCase("BlockBlob")) {
            throw BlobError.INVALID_HEADER_VALUE.refuse(request, "A blob that is put from a URL is a BlockBlob.");
        }
        HttpResponse<InputStream> response = fetch(request);
        Fields fields = checksum(request);
        // On by default: https://learn.microsoft.com/rest/api/storageservices/put-blob-from-url#remarks
        if (!request.header("x-ms-copy-source-blob-properties").orElse("true").equalsIgnoreCase("false")) {
            fields = fields.orElse(properties(response));
        }
        if (request.fields().all().stream().noneMatch(field -> Metadata.is(field.name()))) {
            fields = fields.orElse(metadata(response));
        }
        return content(request, response, fields);
    }

    private static Fields properties(HttpResponse<?> response) {
        List<Fields.Field> properties = INHERITED.entrySet().stream()
                .flatMap(entry -> response.headers().firstValue(entry.getKey()).stream()
                        .map(value -> new Fields.Field(entry.getValue(), value)))
                .toList();
        return new Fields(properties);
    }

    private static Fields metadata(HttpResponse<?> response) {
        List<Fields.Field> metadata = response.headers().map().entrySet().stream()
                .filter(entry -> Metadata.is(entry.getKey()))
                .map(entry -> new Fields.Field(entry.getKey(), entry.getValue().getFirst()))
                .toList();
        return new Fields(metadata);
    }

    /** The content for one block. */
    Content block(Request request) {
        return content(request, fetch(request), checksum(request));
    }

    private static Content content(Request request, HttpResponse<InputStream> response, Fields fields) {
        long length = response.headers().firstValueAsLong("Content-Length").orElse(Body.UNKNOWN);
        if (length > LARGEST) {
            throw BlobError.CANNOT_VERIFY_COPY_SOURCE.refuseAs(
                    409, request, "The source is larger than 5000 MiB, the most that one request copies.");
        }
        return new Content(fields, new Body(length, response.body()));
    }

    /** The service compares the digest with what arrived; a plain put has Content-MD5 for that. */
    private static Fields checksum(Request request) {
        return request.header("x-ms-source-content-md5")
                .map(digest -> Fields.NONE.with("Content-MD5", digest))
                .orElse(Fields.NONE);
    }

    private HttpResponse<InputStream> fetch(Request request) {
        if (request.body().length() != 0) {
            throw BlobError.INVALID_HEADER_VALUE.refuse(request, "Content-Length must be 0 when a source is given.");
        }
        HttpResponse<InputStream> response = send(request, sourceRequest(request));
        int status = response.statusCode();
        boolean ranged = request.header("x-ms-source-range").isPresent();
        if (status == 412 || status == 304) {
            throw BlobError.SOURCE_CONDITION_NOT_MET.refuse(request);
        }
        if (status != (ranged ? 206 : 200)) {
            throw refuseLike(request, response);
        }
        return response;
    }

    private HttpRequest sourceRequest(Request request) {
        String source = request.header("x-ms-copy-source").orElse("");
        HttpRequest.Builder builder;
        try {
            builder = HttpRequest.newBuilder(URI.create(source)).timeout(Duration.ofMinutes(5));
        } catch (IllegalArgumentException e) {
            throw BlobError.INVALID_HEADER_VALUE.refuse(request, "x-ms-copy-source isn't a URL: " + e.getMessage());
        }
        request.header("x-ms-source-range").ifPresent(range -> builder.header("Range", range));
        request.header("x-ms-copy-source-authorization")
                .ifPresent(token -> builder.header("Authorization", token)
                        .header("x-ms-version", request.header("x-ms-version").orElse("2021-12-02")));
        CONDITIONS.forEach(
                (ours, theirs) -> request.header(ours).ifPresent(condition -> builder.header(theirs, condition)));
        return builder.build();
    }

    private HttpResponse<InputStream> send(Request request, HttpRequest onward) {
        try {
            return client.send(onward, BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw BlobError.CANNOT_VERIFY_COPY_SOURCE.refuse(
                    request, "Could not verify the copy source within the specified time. (" + e + ")");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BlobError.CANNOT_VERIFY_COPY_SOURCE.refuse(request);
        }
    }

    /** The service answers with the status that the source gave it. */
    private static Refusal refuseLike(Request request, HttpResponse<InputStream> response) {
        int status = response.statusCode() < 400 ? 500 : response.statusCode();
        Optional<String> code = response.headers().firstValue("x-ms-error-code");
        try (InputStream _ = response.body()) {
            String message = switch (status) {
                case 401 -> "Server failed to authenticate the request to the copy source.";
                case 403 -> "This request is not authorized to perform this operation on the copy source.";
                case 404 -> "The specified blob does not exist.";
                default -> "Could not verify the copy source within the specified time.";
            };
            Answer.Whole answer = BlobError.answer(request, status, "CannotVerifyCopySource", message, detail(response))
                    .with("x-ms-copy-source-status-code", Integer.toString(response.statusCode()));
            return new Refusal(code.map(it -> answer.with("x-ms-copy-source-error-code", it))
                    .orElse(answer));
        } catch (IOException e) {
            return BlobError.CANNOT_VERIFY_COPY_SOURCE.refuse(request);
        }
    }

    private static String detail(HttpResponse<?> response) {
        return "<CopySourceStatusCode>" + response.statusCode() + "</CopySourceStatusCode>";
    }
}
