package dev.sealift.testkit.faults;

import dev.sealift.testkit.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import javax.net.ssl.SSLContext;

/** Speaks to what a double has under {@code /_lab/}. */
public final class AdminClient {

    private final URI uri;
    private final HttpClient client;

    /**
     * Prepares to speak to the double at that address.
     *
     * @param trust knows the double's certificate
     */
    public AdminClient(URI uri, SSLContext trust) {
        this.uri = uri;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
    }

    /** Asks. */
    public byte[] get(String subject) {
        return call("GET", subject, BodyPublishers.noBody());
    }

    /** Tells; {@code body} is what becomes JSON. */
    public byte[] call(String method, String subject, Object body) {
        return call(method, subject, BodyPublishers.ofByteArray(Json.bytes(body)));
    }

    /** Takes something away. */
    public byte[] delete(String subject) {
        return call("DELETE", subject, Map.of());
    }

    private byte[] call(String method, String subject, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri + "/_lab/" + subject))
                .method(method, body)
                .build();
        try {
            HttpResponse<byte[]> response = client.send(request, BodyHandlers.ofByteArray());
            if (response.statusCode() >= 300) {
                throw new IllegalArgumentException(
                        method + " " + subject + ": " + new String(response.body(), StandardCharsets.UTF_8));
            }
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A text as it stands in a query. */
    public static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
