package dev.sealift.worker.azure;

import com.azure.core.credential.TokenCredential;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Encoding;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.http.Wire;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A container, by requests of Blob Storage's protocol, for the reason that {@code aws.Bucket} has (ADR 14).
 *
 * <p>Nothing here is tried a second time, except with another token. What isn't answered is thrown as
 * {@link java.io.UncheckedIOException}, what is refused as {@link Refusal.RefusedException}; {@link AzureErrors} knows what
 * they mean.
 */
final class Container implements AutoCloseable {

    /** The first that lists from a key on. */
    private static final String VERSION = "2026-02-06";

    private static final int NOT_FOUND = 404;

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final Wire wire;
    private final String root;
    private final String url;
    private final Bearer bearer;
    private final Clock clock;

    private Container(Wire wire, String root, String url, Bearer bearer, Clock clock) {
        this.wire = wire;
        this.root = root;
        this.url = url;
        this.bearer = bearer;
        this.clock = clock;
    }

    /** @param connections as many at most */
    static Container at(BlobLocation location, TokenCredential credential, int connections) {
        URI endpoint = location.endpoint();
        String path = endpoint.getRawPath() == null ? "" : endpoint.getRawPath().replaceAll("/+$", "");
        Clock clock = Clock.systemUTC();
        return new Container(
                Wire.to(endpoint, connections),
                path + '/' + location.container(),
                endpoint.toString().replaceAll("/+$", "") + '/' + location.container(),
                new Bearer(credential, clock),
                clock);
    }

    /** The container's address, for people. */
    String url() {
        return url;
    }

    /** A request about the container itself. */
    Call call(String method, Query query) {
        return Call.of(method, root, query.and("restype", "container"));
    }

    /** A request about a blob. */
    Call call(String method, String name) {
        return call(method, name, Query.NONE);
    }

    /** A request about a blob. A slash in its name goes encoded, so that nothing on the way takes it for a path to tidy up. */
    Call call(String method, String name, Query query) {
        return Call.of(method, root + '/' + Encoding.of(name), query);
    }

    /** A request about a directory, at an endpoint that knows them; its path is empty for the container's root. */
    Call directory(String method, String path, Query query) {
        return Call.of(method, root + '/' + Encoding.ofPath(path), query);
    }

    /** Sends a request in our name; the answer is a yes. */
    Answer send(Supplier<Call> call) {
        String shown = bearer.shown();
        Answer answer = send(call.get(), shown);
        if (answer.status() == 401 && bearer.refused(shown)) {
            answer.close();
            answer = send(call.get(), bearer.shown());
        }
        return yes(answer);
    }

    /** The same, of what need not be there; empty if it isn't. */
    Optional<Answer> find(Supplier<Call> call) {
        try {
            return Optional.of(send(call));
        } catch (Refusal.RefusedException e) {
            if (e.status() == NOT_FOUND) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Answer send(Call call, String authorization) {
        return wire.send(call.with("authorization", authorization)
                .with("x-ms-version", VERSION)
                .with(
                        "x-ms-date",
                        DATE.format(Instant.ofEpochSecond(clock.instant().getEpochSecond()))));
    }

    private static Answer yes(Answer answer) {
        if (answer.status() < 300) {
            return answer;
        }
        try (answer) {
            throw Refusal.of(answer).asException();
        }
    }

    /** As it stands in a header or a listing. */
    static Instant time(@Nullable String said) {
        return said == null ? Instant.EPOCH : DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from);
    }

    @Override
    public void close() {
        wire.close();
    }
}
