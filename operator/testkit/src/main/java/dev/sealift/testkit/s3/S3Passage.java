package dev.sealift.testkit.s3;

import dev.sealift.testkit.faults.Distorted;
import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.faults.FaultsDesk;
import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.Incoming;
import dev.sealift.testkit.wire.Outgoing;
import dev.sealift.testkit.wire.Upstream;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Passes requests on to the gateway, and answers back. A fault strikes in between. */
final class S3Passage implements Function<Incoming, Outgoing> {

    private static final Logger LOGGER = System.getLogger(S3Passage.class.getName());

    /** Headers that belong to one connection. */
    private static final Set<String> NOT_PASSED_ON = Set.of("connection", "expect", "keep-alive", "upgrade");

    private final Upstream gateway;
    private final Faults faults;
    private final FaultsDesk desk;

    S3Passage(Upstream gateway, Faults faults) {
        this.gateway = gateway;
        this.faults = faults;
        this.desk = new FaultsDesk(faults);
    }

    @Override
    public Outgoing apply(Incoming request) {
        return desk.isFor(request) ? desk.answer(request) : served(request);
    }

    private Outgoing served(Incoming request) {
        String host = request.fields().first("Host").orElse("");
        return faults.strike(request.method(), host + request.target())
                .map(effect -> struck(request, effect))
                .orElseGet(() -> passed(request));
    }

    private Outgoing struck(Incoming request, Faults.Effect effect) {
        return switch (effect) {
            case Faults.Refuse refuse -> refused(request, refuse);
            case Faults.Drop _ -> new Outgoing.Hangup();
            case Faults.DropAfter _ -> lost(passed(request));
            case Faults.Delay(Duration duration) -> {
                pause(duration);
                yield passed(request);
            }
            case Faults.Say(int status, var body) ->
                new Outgoing.Message(
                        status, Fields.NONE.with("Content-Type", "application/json"), Body.of(Json.bytes(body)));
            case Faults.Distortion distortion -> Distorted.by(distortion, passed(request));
            case Faults.Pretend _, Faults.FailLater _ ->
                S3Error.answer(501, "NotImplemented", "S3 has no such fault.", request.target());
        };
    }

    private Outgoing passed(Incoming request) {
        try {
            Upstream.Response response = gateway.send(
                    request.method(),
                    request.target(),
                    request.fields().without(S3Passage::isHeldBack),
                    request.body());
            return new Outgoing.Message(
                    response.status(), response.fields().without(S3Passage::isHeldBack), response.body());
        } catch (IOException e) {
            LOGGER.log(Level.WARNING, "no answer from the gateway to " + request.method() + " " + request.target(), e);
            return S3Error.answer(500, "InternalError", "The gateway gave no answer: " + e, request.target());
        }
    }

    private static boolean isHeldBack(String name) {
        return NOT_PASSED_ON.contains(name.toLowerCase(Locale.ROOT));
    }

    private static Outgoing refused(Incoming request, Faults.Refuse refuse) {
        Outgoing.Message answer = S3Error.answer(refuse.status(), refuse.code(), refuse.message(), request.target());
        return Optional.ofNullable(refuse.retryAfter())
                .map(rest -> answer.fields().with("Retry-After", Long.toString(rest.toSeconds())))
                .<Outgoing>map(fields -> new Outgoing.Message(answer.status(), fields, answer.body()))
                .orElse(answer);
    }

    /** The gateway has done it, and nobody hears of that. */
    private static Outgoing lost(Outgoing answer) {
        if (answer instanceof Outgoing.Message message) {
            try {
                message.body().close();
            } catch (IOException e) {
                LOGGER.log(Level.DEBUG, "not closed well", e);
            }
        }
        return new Outgoing.Hangup();
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
