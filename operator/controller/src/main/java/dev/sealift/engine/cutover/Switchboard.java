package dev.sealift.engine.cutover;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.Reason;
import dev.sealift.api.Switch;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Rehearsal;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Changes what consumers in the cluster read, and changes it back: settings at once, restarts one after the other. Looking never
 * changes anything, and doing twice does once.
 */
public final class Switchboard {

    private static final int FORBIDDEN = 403;
    private static final int LOWEST_REFUSAL = 400;
    private static final int CONFLICT = 409;
    private static final int TOO_MANY = 429;
    private static final int LOWEST_FAILURE = 500;

    private final KubernetesClient client;

    /** A switchboard with this client. */
    public Switchboard(KubernetesClient client) {
        this.client = client;
    }

    /** What stands in the way of the switch as it is declared: nothing is changed, the API server only says what it would allow. */
    public List<Finding> findings(Migration migration) {
        String namespace = migration.getMetadata().getNamespace();
        return migration.spec().cutover().switches().stream()
                .map(each -> obstacle(namespace, each))
                .flatMap(Optional::stream)
                .toList();
    }

    private Optional<Finding> obstacle(String namespace, Switch each) {
        try {
            return switch (move(namespace, each)) {
                case Moved.To(Move move) -> rehearse(namespace, move).map(Switchboard::finding);
                case Moved.Nowhere(String message) -> Optional.of(finding(message));
            };
        } catch (KubernetesClientException e) {
            return Optional.of(finding(refusal(e)));
        }
    }

    /** Why the move can't be made; empty if the API server would let us. */
    private Optional<String> rehearse(String namespace, Move move) {
        return switch (move) {
            case Move.Change change -> rehearse(new Settings(client, namespace), change);
            case Move.Restart restart -> rehearse(new Rollouts(client, namespace), restart);
        };
    }

    private static Optional<String> rehearse(Settings settings, Move.Change change) {
        if (settings.read(change.setting()) instanceof Settings.Reading.NoPlace(String message)) {
            return Optional.of(message);
        }
        settings.write(change.setting(), change.value(), true);
        return Optional.empty();
    }

    private static Optional<String> rehearse(Rollouts rollouts, Move.Restart restart) {
        OperationKey anyKey = new OperationKey("rehearsal");
        if (rollouts.progress(restart, anyKey) == Rollouts.Progress.NoWorkload) {
            return Optional.of(restart.text() + " does not exist");
        }
        rollouts.restart(restart, anyKey, true);
        return Optional.empty();
    }

    /**
     * What the switch back would do, and what stands in its way: the API server says what it would allow. After a cutover the way back is
     * what was remembered; before one, it is to what settings say now. Empty if there is nothing to switch.
     */
    Optional<Rehearsal> rehearseBack(Operating<?> operating) {
        if (operating.migration().spec().cutover().switches().isEmpty()
                && !memory(operating).isWritten()) {
            return Optional.empty();
        }
        return Optional.of(
                new Crossing(operating.journal()).completedAt().isPresent()
                        ? rehearseRemembered(operating)
                        : rehearseForeseen(operating));
    }

    private Rehearsal rehearseRemembered(Operating<?> operating) {
        return memory(operating).isWritten()
                ? rehearsed(operating, memory(operating).wayBack())
                : new Rehearsal(
                        "move consumers back",
                        List.of(
                                "what settings said before the cutover was kept in %s, which is gone: move consumers back by hand"
                                        .formatted(ref(operating))));
    }

    private Rehearsal rehearseForeseen(Operating<?> operating) {
        Plan over = movesOver(operating);
        List<Move> back = over.moves().stream()
                .map(move -> move instanceof Move.Change(Setting setting, var _)
                        ? new Move.Change(setting, said(operating.namespace(), move))
                        : move)
                .toList();
        return over.trouble()
                .map(trouble -> new Rehearsal("move consumers back", List.of(trouble)))
                .orElseGet(() -> rehearsed(operating, back));
    }

    private Rehearsal rehearsed(Operating<?> operating, List<Move> back) {
        String moves = back.stream().map(Move::text).collect(Collectors.joining(", "));
        List<String> obstacles = back.stream()
                .map(move -> refusalOf(operating.namespace(), move))
                .flatMap(Optional::stream)
                .toList();
        return new Rehearsal("move consumers back: " + moves, obstacles);
    }

    private Optional<String> refusalOf(String namespace, Move move) {
        try {
            return rehearse(namespace, move);
        } catch (KubernetesClientException e) {
            return Optional.of("%s: %s".formatted(move.text(), refusal(e)));
        }
    }

    private static Finding finding(String message) {
        return new Finding(
                Severity.Warning,
                "Switch",
                null,
                message,
                "mend it, or cutover.switch, before the cutover; it is looked at again before the fence");
    }

    /** How far the switch to the target is. */
    Observation lookOver(Operating<?> operating) {
        return look(operating, movesOver(operating));
    }

    /** How far the switch back is. */
    Observation lookBack(Operating<?> operating) {
        return look(operating, new Plan(memory(operating).wayBack(), Optional.empty()));
    }

    /** Does what is next on the way to the target. */
    Begun goOver(Operating<?> operating) {
        Plan plan = movesOver(operating);
        return attempt(() -> {
            remember(operating, plan.moves());
            return go(operating, plan);
        });
    }

    /** Does what is next on the way back. */
    Begun goBack(Operating<?> operating) {
        return attempt(() -> go(operating, new Plan(memory(operating).wayBack(), Optional.empty())));
    }

    /** Moves, or why there are none. */
    private record Plan(List<Move> moves, Optional<String> trouble) {}

    /** A declared switch as a move, or why it can't be one. */
    private sealed interface Moved {
        record To(Move move) implements Moved {}

        record Nowhere(String message) implements Moved {}
    }

    private Plan movesOver(Operating<?> operating) {
        List<Move> moves = new ArrayList<>();
        for (Switch each : operating.migration().spec().cutover().switches()) {
            switch (move(operating.namespace(), each)) {
                case Moved.To(Move move) -> moves.add(move);
                case Moved.Nowhere(String message) -> {
                    return new Plan(List.of(), Optional.of(message));
                }
            }
        }
        return new Plan(moves, Optional.empty());
    }

    private Moved move(String namespace, Switch declared) {
        if (declared.configMap() != null) {
            var to = declared.configMap();
            return new Moved.To(new Move.Change(new Setting.ConfigMapKey(to.name(), to.key()), to.value()));
        }
        if (declared.secret() != null) {
            return secret(namespace, declared.secret());
        }
        if (declared.service() != null) {
            var to = declared.service();
            return new Moved.To(new Move.Change(new Setting.ExternalName(to.name()), to.externalName()));
        }
        var workload = Objects.requireNonNull(declared.restart(), "the schema lets no other pass");
        return new Moved.To(new Move.Restart(workload.kind(), workload.name()));
    }

    private Moved secret(String namespace, Switch.SecretValue to) {
        Setting.SecretKey from =
                new Setting.SecretKey(to.from().name(), to.from().key());
        return switch (new Settings(client, namespace).read(from)) {
            case Settings.Reading.Says(@Nullable String value)
            when value != null -> new Moved.To(new Move.Change(new Setting.SecretKey(to.name(), to.key()), value));
            case Settings.Reading.Says _ -> new Moved.Nowhere(from.text() + " does not exist");
            case Settings.Reading.NoPlace(String message) -> new Moved.Nowhere(message);
        };
    }

    private void remember(Operating<?> operating, List<Move> moves) {
        Memory memory = memory(operating);
        if (moves.isEmpty() || memory.isWritten()) {
            return;
        }
        memory.write(moves.stream()
                .map(move -> Memory.Remembered.of(move, said(operating.namespace(), move)))
                .toList());
    }

    private @Nullable String said(String namespace, Move move) {
        return move instanceof Move.Change(Setting setting, var _)
                        && new Settings(client, namespace).read(setting) instanceof Settings.Reading.Says(var value)
                ? value
                : null;
    }

    private Memory memory(Operating<?> operating) {
        return new Memory(client, operating.migration(), cutover(operating));
    }

    /** What the journal shows of it: where the way back is kept. */
    String ref(Operating<?> operating) {
        return "secret/" + Memory.name(operating.migration(), cutover(operating));
    }

    /** The fence's key, which all attempts of one cutover share. */
    private static OperationKey cutover(Operating<?> operating) {
        return operating
                .journal()
                .last(Step.Fence)
                .map(JournalEntry::key)
                .orElseGet(() -> operating.entry().key());
    }

    private Observation look(Operating<?> operating, Plan plan) {
        if (plan.trouble().isPresent()) {
            return new Observation.Ended(failure(plan.trouble().get()));
        }
        for (Move move : plan.moves()) {
            Optional<Observation> unfinished = unfinished(operating, move);
            if (unfinished.isPresent()) {
                return unfinished.get();
            }
        }
        return new Observation.Ended(Ending.completed(done(plan.moves())));
    }

    private static String done(List<Move> moves) {
        return moves.isEmpty()
                ? "cutover.switch names nothing to change"
                : "%d settings and workloads, from %s to %s"
                        .formatted(
                                moves.size(),
                                moves.getFirst().text(),
                                moves.getLast().text());
    }

    /** What is not as it is to be; empty if it is. */
    private Optional<Observation> unfinished(Operating<?> operating, Move move) {
        return switch (move) {
            case Move.Change(Setting setting, var value) ->
                switch (new Settings(client, operating.namespace()).read(setting)) {
                    case Settings.Reading.Says(var now) when Objects.equals(now, value) -> Optional.empty();
                    case Settings.Reading.Says _ -> Optional.of(new Observation.Partly(setting.text() + " is next"));
                    case Settings.Reading.NoPlace(String message) ->
                        Optional.of(new Observation.Ended(failure(message)));
                };
            case Move.Restart restart ->
                switch (new Rollouts(client, operating.namespace())
                        .progress(restart, operating.entry().key())) {
                    case Done -> Optional.empty();
                    case NotBegun -> Optional.of(new Observation.Partly(restart.text() + " is next"));
                    case UnderWay ->
                        Optional.of(
                                new Observation.Running("waiting for %s to be available".formatted(restart.text())));
                    case NoWorkload -> Optional.of(new Observation.Ended(failure(restart.text() + " does not exist")));
                };
        };
    }

    private Begun go(Operating<?> operating, Plan plan) {
        if (plan.trouble().isPresent()) {
            return new Begun.Refused(failure(plan.trouble().get()), Optional.empty());
        }
        for (Move move : plan.moves()) {
            if (!isPassed(operating, move)) {
                return new Begun.Running();
            }
        }
        return new Begun.Running();
    }

    /** Makes the move; whether the next may follow at once. */
    private boolean isPassed(Operating<?> operating, Move move) {
        return switch (move) {
            case Move.Change(Setting setting, var value) -> {
                new Settings(client, operating.namespace()).write(setting, value, false);
                yield true;
            }
            case Move.Restart restart -> isRestarted(operating, restart);
        };
    }

    private boolean isRestarted(Operating<?> operating, Move.Restart restart) {
        Rollouts rollouts = new Rollouts(client, operating.namespace());
        OperationKey key = operating.entry().key();
        return switch (rollouts.progress(restart, key)) {
            case Done -> true;
            case UnderWay -> false;
            case NotBegun, NoWorkload -> {
                rollouts.restart(restart, key, false);
                yield false;
            }
        };
    }

    /** What the API server refuses for good is told to a person; anything else is tried again by the framework. */
    private static Begun attempt(Supplier<Begun> moves) {
        try {
            return moves.get();
        } catch (KubernetesClientException e) {
            if (!isRefusal(e)) {
                throw e;
            }
            return new Begun.Refused(failure(refusal(e)), Optional.empty());
        }
    }

    private static boolean isRefusal(KubernetesClientException e) {
        int code = e.getCode();
        return code >= LOWEST_REFUSAL && code < LOWEST_FAILURE && code != CONFLICT && code != TOO_MANY;
    }

    private static String refusal(KubernetesClientException e) {
        String said = e.getStatus() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        return e.getCode() == FORBIDDEN
                ? "%s; grant it by the chart's value rbac.switch, or a Role of your own".formatted(said)
                : said;
    }

    private static Ending.Failure failure(String message) {
        return new Ending.Failure(Reason.SwitchRefused.name(), message, false, Map.of());
    }
}
