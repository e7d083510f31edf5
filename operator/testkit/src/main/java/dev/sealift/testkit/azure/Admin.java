package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What tests say to the double itself, under {@code /_lab/}, besides {@link dev.sealift.testkit.faults.FaultsDesk}. Nobody has to prove
 * who he is: it is a test program.
 *
 * <pre>
 * GET    health                                     {"status":"UP"}
 * GET    state                                      accounts, with slot and state
 * POST   seed             {@link Seed}                      adds to what there is
 * POST   reset                                      back to the seeds of the start
 * GET    journal?service=&amp;method=&amp;target=&amp;after=    {@link Journal.Page}, filters being regular expressions
 * DELETE journal
 * PUT    settings         {"operation":"PT3S","containerDeletion":"PT30S","tokenLifetime":"PT1H","egress":"20.79.0.4"}
 * POST   clock            {"advance":"PT1H"}
 * DELETE role-assignments?principal=&amp;role=&amp;scope=
 * DELETE apps?clientId=
 * </pre>
 */
final class Admin {

    private final LabClock clock;
    private final Supplier<World> world;
    private final Runnable reset;
    private final Tokens tokens;
    private final Settings settings;
    private final Journal journal;

    Admin(LabClock clock, Supplier<World> world, Runnable reset, Tokens tokens, Settings settings, Journal journal) {
        this.clock = clock;
        this.world = world;
        this.reset = reset;
        this.tokens = tokens;
        this.settings = settings;
        this.journal = journal;
    }

    Answer handle(Request request) {
        try {
            return dispatch(request);
        } catch (IllegalArgumentException | UncheckedIOException e) {
            return Answer.json(400, Json.object().put("error", String.valueOf(e.getMessage())));
        }
    }

    private Answer dispatch(Request request) {
        String subject = request.rawPath().substring("/_lab/".length());
        return switch (request.method() + " " + subject) {
            case "GET health" -> Answer.json(200, Map.of("status", "UP"));
            case "GET state" -> Answer.json(200, state());
            case "POST seed" -> done(() -> world.get().plant(Json.read(request.heldBody(), Seed.class)));
            case "POST reset" -> done(reset);
            case "GET journal" -> Answer.json(200, Json.tree(entries(request)));
            case "DELETE journal" -> done(journal::clear);
            case "PUT settings" -> done(() -> change(request.json()));
            case "POST clock" ->
                done(() -> clock.advance(
                        Duration.parse(request.json().path("advance").asText())));
            case "DELETE role-assignments" -> Answer.json(200, Map.of("removed", revoke(request)));
            case "DELETE apps" -> Answer.json(200, Map.of("removed", removeApp(request)));
            default -> Answer.json(404, Map.of("error", "there is no " + request.method() + " " + subject));
        };
    }

    private static Answer done(Runnable change) {
        change.run();
        return Answer.empty(204);
    }

    private Journal.Page entries(Request request) {
        return journal.find(
                request.parameter("service"),
                request.parameter("method"),
                request.parameter("target"),
                request.parameter("after").map(Long::parseLong).orElse(0L));
    }

    private void change(JsonNode wanted) {
        duration(wanted, "operation").ifPresent(settings::operation);
        duration(wanted, "containerDeletion").ifPresent(settings::containerDeletion);
        duration(wanted, "tokenLifetime").ifPresent(tokens::lifetime);
        Optional.of(wanted.path("egress").asText()).filter(it -> !it.isEmpty()).ifPresent(settings::egress);
    }

    private static Optional<Duration> duration(JsonNode from, String name) {
        return Optional.of(from.path(name).asText()).filter(it -> !it.isEmpty()).map(Duration::parse);
    }

    private int revoke(Request request) {
        World current = world.get();
        return current.access()
                .revoke(
                        request.parameter("principal").map(current.directory()::principalOf),
                        request.parameter("role"),
                        request.parameter("scope"));
    }

    private boolean removeApp(Request request) {
        return world.get().directory().removeApp(request.parameter("clientId").orElse(""));
    }

    private ObjectNode state() {
        ObjectNode state = Json.object().put("now", clock.instant().toString());
        ArrayNode accounts = state.putArray("accounts");
        world.get()
                .estate()
                .accounts()
                .forEach(account -> accounts.addObject()
                        .put("id", account.id())
                        .put("slot", account.slot())
                        .put("provisioningState", account.provisioningState(clock.instant())));
        return state;
    }
}
