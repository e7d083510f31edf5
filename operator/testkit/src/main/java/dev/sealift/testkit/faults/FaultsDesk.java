package dev.sealift.testkit.faults;

import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.Incoming;
import dev.sealift.testkit.wire.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Where a test orders faults. Nobody has to prove who he is: it is a test program.
 *
 * <pre>
 * POST   /_lab/faults            {@link Faults.Rule}: {"method":"PUT","target":"/storageAccounts/","times":1,
 *                                "effect":{"type":"Refuse","status":429,…}}
 * GET    /_lab/faults            a list of {@link Faults.Left}
 * DELETE /_lab/faults?target=…   those of one target, or all
 * </pre>
 */
public final class FaultsDesk {

    private static final String PATH = "/_lab/faults";
    private static final String OF_TARGET = PATH + "?target=";

    private final Faults faults;

    /** A desk that takes orders for these. */
    public FaultsDesk(Faults faults) {
        this.faults = faults;
    }

    /** Whether a request is for the desk and not for the service behind it. */
    public boolean isFor(Incoming request) {
        return request.target().equals(PATH) || request.target().startsWith(PATH + "?");
    }

    /** Does as told. */
    public Outgoing answer(Incoming request) {
        try {
            return switch (request.method()) {
                case "POST" -> done(() -> faults.add(rule(request)));
                case "GET" -> said(200, faults.left());
                case "DELETE" -> done(() -> faults.clear(target(request)));
                default -> said(405, Map.of("error", "there is no " + request.method() + " " + PATH));
            };
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return said(400, Map.of("error", String.valueOf(e.getMessage())));
        }
    }

    private static Faults.Rule rule(Incoming request) {
        try {
            return Json.read(request.body().stream().readAllBytes(), Faults.Rule.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<String> target(Incoming request) {
        return Optional.of(request.target())
                .filter(it -> it.startsWith(OF_TARGET))
                .map(it -> URLDecoder.decode(it.substring(OF_TARGET.length()), StandardCharsets.UTF_8));
    }

    private static Outgoing done(Runnable change) {
        change.run();
        return new Outgoing.Message(204, Fields.NONE, Body.none());
    }

    private static Outgoing said(int status, Object said) {
        return new Outgoing.Message(
                status, Fields.NONE.with("Content-Type", "application/json"), Body.of(Json.bytes(said)));
    }
}
