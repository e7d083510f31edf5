package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.net.ssl.SSLContext;

/** Speaks to a running double for a test: what there is, what goes wrong, what was asked. */
public final class AzureDoubleAdmin {

    private final URI uri;
    private final HttpClient client;

    /**
     * Prepares to speak to the double at that address.
     *
     * @param trust knows the double's certificate
     */
    public AzureDoubleAdmin(URI uri, SSLContext trust) {
        this.uri = uri;
        this.client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .sslContext(trust)
                .build();
    }

    /** Adds to what there is. */
    public void plant(Seed seed) {
        call("POST", "seed", seed);
    }

    /** Goes back to the seeds of the start, without faults, journal or advanced clock. */
    public void reset() {
        call("POST", "reset", Map.of());
    }

    /** Lets something go wrong. */
    public void add(Faults.Rule rule) {
        call("POST", "faults", rule);
    }

    /** Lets the next request to that target go wrong, any method. */
    public void once(String target, Faults.Effect effect) {
        add(new Faults.Rule(null, target, 0, 1, effect));
    }

    /** Lets nothing go wrong any more by rules of that target; other tests keep theirs. */
    public void clearFaults(String target) {
        call("DELETE", "faults?target=" + encoded(target), Map.of());
    }

    /** Lets nothing go wrong any more. */
    public void clearFaults() {
        call("DELETE", "faults", Map.of());
    }

    /** The requests so far whose method and target match these regular expressions; the target is host, path and query. */
    public List<Journal.Entry> requests(String method, String target) {
        String query = "?method=%s&target=%s".formatted(encoded(method), encoded(target));
        Journal.Page page = Json.read(call("GET", "journal" + query, Map.of()), Journal.Page.class);
        if (page.forgotten() > 0) {
            throw new IllegalStateException(page.forgotten() + " requests are forgotten, so no count is sure");
        }
        return page.entries();
    }

    /** How often each path that matches this regular expression was put, and the answer was that it is made. */
    public Map<String, Long> timesPut(String target) {
        return requests("PUT", target).stream()
                .filter(entry -> entry.status() == 201)
                .collect(Collectors.groupingBy(Journal.Entry::path, Collectors.counting()));
    }

    /** Forgets the requests so far. */
    public void clearJournal() {
        call("DELETE", "journal", Map.of());
    }

    /** How long a long-running operation takes. */
    public void operationsTake(Duration duration) {
        call("PUT", "settings", Map.of("operation", duration.toString()));
    }

    /** How long a deleted container holds its name. */
    public void deletedContainersLinger(Duration duration) {
        call("PUT", "settings", Map.of("containerDeletion", duration.toString()));
    }

    /** How long tokens last that are issued from now on. */
    public void tokensLast(Duration duration) {
        call("PUT", "settings", Map.of("tokenLifetime", duration.toString()));
    }

    /** The address from which clients seem to come, to account firewalls. */
    public void clientsComeFrom(String address) {
        call("PUT", "settings", Map.of("egress", address));
    }

    /** Puts the double's clock forward. */
    public void advance(Duration by) {
        call("POST", "clock", Map.of("advance", by.toString()));
    }

    /** Takes a role from an application, wherever it has it. */
    public void revoke(String clientId, String role) {
        call("DELETE", "role-assignments?principal=%s&role=%s".formatted(encoded(clientId), encoded(role)), Map.of());
    }

    /** Removes an application from its tenant. */
    public void removeApp(String clientId) {
        call("DELETE", "apps?clientId=" + encoded(clientId), Map.of());
    }

    /** What there is, for people who wonder. */
    public JsonNode state() {
        return Json.read(call("GET", "state", Map.of()));
    }

    private byte[] call(String method, String subject, Object body) {
        boolean reads = method.equals("GET");
        HttpRequest request = HttpRequest.newBuilder(URI.create(uri + "/_lab/" + subject))
                .method(method, reads ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(Json.bytes(body)))
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

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
