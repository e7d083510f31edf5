package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.Incoming;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One request. Path and query are kept as they came, since a blob's name survives only if nobody decodes and encodes it again.
 */
final class Request {

    private static final int LARGEST_HELD_BODY = 8 << 20;

    private final Incoming incoming;
    private final boolean secure;
    private final String id = UUID.randomUUID().toString();
    private final String correlation;
    private final Map<String, String> query;
    private @Nullable String caller;
    private @Nullable String operation;
    private Faults.@Nullable Effect injected;

    Request(Incoming incoming, boolean secure) {
        this.incoming = incoming;
        this.secure = secure;
        this.correlation = header("x-ms-correlation-request-id")
                .orElseGet(() -> UUID.randomUUID().toString());
        this.query = decoded(rawQuery());
    }

    String id() {
        return id;
    }

    String correlation() {
        return correlation;
    }

    String method() {
        return incoming.method();
    }

    /** The host asked for, in lower case and without a port. */
    String host() {
        String authority = authority();
        int colon = authority.lastIndexOf(':');
        boolean port = colon > authority.lastIndexOf(']');
        return (port ? authority.substring(0, colon) : authority).toLowerCase(Locale.ROOT);
    }

    /** Host and port as the client wrote them. */
    String authority() {
        return header("Host").orElse("localhost");
    }

    /** The URL under which the client reached this service, without a path. */
    String origin() {
        return (secure ? "https://" : "http://") + authority();
    }

    String rawPath() {
        return incoming.target().split("\\?", 2)[0];
    }

    /** The query as it came, empty if there is none. */
    String rawQuery() {
        String[] parts = incoming.target().split("\\?", 2);
        return parts.length == 2 ? parts[1] : "";
    }

    /** A parameter of the query, decoded; its name in any case. */
    Optional<String> parameter(String name) {
        return Optional.ofNullable(query.get(name.toLowerCase(Locale.ROOT)));
    }

    boolean asksFor(String parameter, String value) {
        return parameter(parameter).filter(value::equalsIgnoreCase).isPresent();
    }

    Optional<String> header(String name) {
        return incoming.fields().first(name);
    }

    Fields fields() {
        return incoming.fields();
    }

    Body body() {
        return incoming.body();
    }

    byte[] heldBody() {
        try {
            return body().stream().readNBytes(LARGEST_HELD_BODY);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode json() {
        return Json.read(heldBody());
    }

    /** The fields of a form, decoded. */
    Map<String, String> form() {
        return decoded(new String(heldBody(), StandardCharsets.UTF_8));
    }

    /** Notes who asks, for the journal. */
    void calledBy(String client) {
        caller = client;
    }

    Optional<String> caller() {
        return Optional.ofNullable(caller);
    }

    /** Notes what is asked for, for the journal. */
    void asks(String name) {
        operation = name;
    }

    Optional<String> operation() {
        return Optional.ofNullable(operation);
    }

    /** Notes a fault that only the service itself can bring about. */
    void inject(Faults.Effect effect) {
        injected = effect;
    }

    Optional<Faults.Effect> injected() {
        return Optional.ofNullable(injected);
    }

    private static Map<String, String> decoded(String form) {
        return Arrays.stream(form.split("&", -1))
                .filter(pair -> !pair.isEmpty())
                .map(pair -> pair.split("=", 2))
                .collect(Collectors.toMap(
                        pair -> decode(pair[0]).toLowerCase(Locale.ROOT),
                        pair -> pair.length == 2 ? decode(pair[1]) : "",
                        (first, _) -> first));
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException _) {
            return text;
        }
    }
}
