package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.faults.Distorted;
import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.faults.FaultsDesk;
import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.HttpDates;
import dev.sealift.testkit.wire.Incoming;
import dev.sealift.testkit.wire.Outgoing;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/** Takes every request, finds the service it is for, lets faults strike and notes it all. */
final class FrontDoor implements Function<Incoming, Outgoing> {

    private static final Logger LOGGER = System.getLogger(FrontDoor.class.getName());

    /** A service, and how it refuses. */
    private enum Service {
        ENTRA,
        ARM,
        BLOB;

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Clock clock;
    private final boolean secure;
    private final Supplier<World> world;
    private final Faults faults;
    private final FaultsDesk desk;
    private final Journal journal;
    private final Admin admin;

    FrontDoor(Clock clock, boolean secure, Supplier<World> world, Faults faults, Journal journal, Admin admin) {
        this.clock = clock;
        this.secure = secure;
        this.world = world;
        this.faults = faults;
        this.desk = new FaultsDesk(faults);
        this.journal = journal;
        this.admin = admin;
    }

    @Override
    public Outgoing apply(Incoming incoming) {
        if (desk.isFor(incoming)) {
            return desk.answer(incoming);
        }
        Request request = new Request(incoming, secure);
        return request.rawPath().startsWith("/_lab/") ? admin.handle(request).outgoing() : serve(request);
    }

    private Outgoing serve(Request request) {
        Instant began = clock.instant();
        long start = System.nanoTime();
        Service service = service(request);
        Optional<Faults.Effect> effect = faults.strike(request.method(), target(request));
        Answer answer = identified(request, service, answer(request, service, effect));
        note(request, service, answer, effect, began, (System.nanoTime() - start) / 1_000_000);
        return effect.orElse(null) instanceof Faults.Distortion distortion
                ? Distorted.by(distortion, answer.outgoing())
                : answer.outgoing();
    }

    private static String target(Request request) {
        return request.host() + request.rawPath() + "?" + request.rawQuery();
    }

    private static Service service(Request request) {
        String host = request.host();
        if (host.startsWith("login.") || host.startsWith("sts.")) {
            return Service.ENTRA;
        }
        if (host.startsWith("management.")) {
            return Service.ARM;
        }
        if (isAccountHost(host)) {
            return Service.BLOB;
        }
        if (Arm.isPath(request.rawPath())) {
            return Service.ARM;
        }
        return Entra.isPath(request.rawPath()) ? Service.ENTRA : Service.BLOB;
    }

    private static boolean isAccountHost(String host) {
        return host.matches("[a-z0-9-]+\\.(blob|dfs)\\..+");
    }

    private Answer answer(Request request, Service service, Optional<Faults.Effect> effect) {
        if (effect.isEmpty()) {
            return plainly(request, service);
        }
        return switch (effect.get()) {
            case Faults.Refuse refuse -> refuse(request, service, refuse);
            case Faults.Drop _ -> new Answer.Dropped("a fault");
            case Faults.DropAfter _ -> dropped(plainly(request, service));
            case Faults.Delay(var duration) -> {
                pause(duration.toMillis());
                yield plainly(request, service);
            }
            case Faults.Say(int status, var body) -> Answer.json(status, body);
            case Faults.Pretend _ -> pretended(request, service);
            case Faults.Distortion _ -> plainly(request, service);
            case Faults.FailLater later -> {
                request.inject(later);
                yield plainly(request, service);
            }
        };
    }

    private Answer plainly(Request request, Service service) {
        try {
            return switch (service) {
                case ENTRA -> world.get().entra().handle(request);
                case ARM -> world.get().arm().handle(request);
                case BLOB -> blob(request);
            };
        } catch (Refusal refusal) {
            return refusal.answer();
        } catch (RuntimeException e) {
            LOGGER.log(Level.ERROR, "a mistake in the double, at " + request.method() + " " + request.rawPath(), e);
            return refuse(request, service, new Faults.Refuse(500, "InternalError", "The double failed: " + e, null));
        }
    }

    private Answer blob(Request request) {
        if (request.host().contains(".dfs.")) {
            throw BlobError.NOT_IMPLEMENTED.refuse(request, "The double plays the blob endpoint, not the dfs one.");
        }
        return world.get().blobs().handle(request, address(request));
    }

    private static BlobAddress address(Request request) {
        return isAccountHost(request.host())
                ? BlobAddress.ofHost(request.host(), request.rawPath())
                : BlobAddress.ofPath(request.rawPath());
    }

    private Answer refuse(Request request, Service service, Faults.Refuse fault) {
        Answer.Whole answer = switch (service) {
            case ENTRA -> EntraError.answer(fault.status(), fault.code(), 90033, fault.message(), clock.instant());
            case ARM -> ArmError.answer(fault.status(), fault.code(), fault.message());
            case BLOB -> BlobError.answer(request, fault.status(), fault.code(), fault.message(), "");
        };
        return Optional.ofNullable(fault.retryAfter())
                .map(wait -> answer.with("Retry-After", Long.toString(wait.toSeconds())))
                .orElse(answer);
    }

    private static Answer dropped(Answer answer) {
        if (answer instanceof Answer.Streamed streamed) {
            try (Body _ = streamed.body()) {
                return new Answer.Dropped("a fault, after the answer was " + answer.status());
            } catch (IOException _) {
                return new Answer.Dropped("a fault");
            }
        }
        return new Answer.Dropped("a fault, after the answer was " + answer.status());
    }

    private Answer pretended(Request request, Service service) {
        return switch (service) {
            case BLOB ->
                Answer.empty(201)
                        .with("ETag", "\"0x8DE2A6F0B1C2D3E\"")
                        .with("Last-Modified", HttpDates.format(clock.instant()))
                        .with("x-ms-copy-status", "success");
            case ARM, ENTRA -> succeeded(request);
        };
    }

    private static Answer succeeded(Request request) {
        String path = request.rawPath();
        ObjectNode body = Json.object().put("id", path).put("name", path.substring(path.lastIndexOf('/') + 1));
        Json.merge(body, request.json());
        body.withObjectProperty("properties").put("provisioningState", "Succeeded");
        return Answer.json(200, body);
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Adds the headers by which a support case would be opened. */
    private Answer identified(Request request, Service service, Answer answer) {
        return switch (service) {
            case ENTRA ->
                answer.and("x-ms-request-id", request.id())
                        .and(
                                "client-request-id",
                                request.header("client-request-id").orElse(request.correlation()));
            case ARM ->
                answer.and("x-ms-request-id", request.id())
                        .and("x-ms-correlation-request-id", request.correlation())
                        .and(
                                "x-ms-routing-request-id",
                                "GERMANYWESTCENTRAL:%s:%s".formatted(clock.instant(), UUID.randomUUID()))
                        .and("Cache-Control", "no-cache");
            case BLOB -> {
                Answer versioned = answer.and(
                        "x-ms-version", request.header("x-ms-version").orElse("2021-12-02"));
                yield answer instanceof Answer.Whole ? versioned.and("x-ms-request-id", request.id()) : versioned;
            }
        };
    }

    private void note(
            Request request,
            Service service,
            Answer answer,
            Optional<Faults.Effect> effect,
            Instant began,
            long millis) {
        String query = request.rawQuery().replaceAll("(?i)(^|&)sig=[^&]*", "$1sig=hidden");
        journal.note(new Journal.Entry(
                journal.next(),
                began,
                service.label(),
                request.method(),
                request.host(),
                request.rawPath() + (query.isEmpty() ? "" : "?" + query),
                answer.status(),
                request.id(),
                request.correlation(),
                request.header("x-ms-client-request-id").orElse(null),
                request.caller().orElse(null),
                request.operation().orElse(null),
                effect.map(it -> it.getClass().getSimpleName()).orElse(null),
                answer instanceof Answer.Dropped(String why) ? why : null,
                millis));
    }
}
