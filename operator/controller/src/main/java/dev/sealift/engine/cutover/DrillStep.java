package dev.sealift.engine.cutover;

import dev.sealift.api.Migration;
import dev.sealift.engine.Begun;
import dev.sealift.engine.DrillRequest;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Rehearsal;
import dev.sealift.engine.Sight;
import dev.sealift.engine.StepAction;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Rehearses a rollback: asks each of its steps what it would do, and what would keep it from doing so. Nothing of the user's is changed,
 * and an obstacle is a result rather than a failure, for it must not hold up what replicates.
 */
public final class DrillStep<M extends Migration> implements StepAction<M> {

    private final List<StepAction<M>> wayBack;

    /** @param wayBack the rollback's steps, in their order */
    public DrillStep(List<StepAction<M>> wayBack) {
        this.wayBack = List.copyOf(wayBack);
    }

    @Override
    public Step step() {
        return Step.Drill;
    }

    @Override
    public Sight observe(Operating<M> operating) {
        boolean begun = operating.entry().state() != JournalEntry.State.Intended;
        return Sight.of(begun ? new Observation.Ended(rehearsed(operating)) : new Observation.Absent());
    }

    private Ending rehearsed(Operating<M> operating) {
        List<Rehearsal> steps = wayBack.stream()
                .map(step -> step.rehearse(operating))
                .flatMap(Optional::stream)
                .toList();
        List<String> obstacles = Stream.concat(
                        tooLate(operating).stream(), steps.stream().flatMap(step -> step.obstacles().stream()))
                .toList();
        Map<String, String> facts = new HashMap<>();
        facts.put(Fact.OBSTACLES, String.valueOf(obstacles.size()));
        DrillRequest.of(operating.migration()).ifPresent(request -> facts.put(Fact.REQUEST, request));
        return Ending.completed(text(steps, obstacles), facts);
    }

    private static Optional<String> tooLate(Operating<?> operating) {
        return new Crossing(operating.journal())
                .completedAt()
                .map(completed -> until(operating.migration(), completed))
                .filter(operating.now()::isAfter)
                .map(until -> "cutover.rollbackWindow is over since " + until);
    }

    private static Instant until(Migration migration, Instant completed) {
        return completed.plus(migration.spec().cutover().rollbackWindow().getDuration());
    }

    private static String text(List<Rehearsal> steps, List<String> obstacles) {
        String plan = steps.isEmpty()
                ? "a rollback would have nothing to change"
                : "a rollback would " + steps.stream().map(Rehearsal::does).collect(Collectors.joining("; then "));
        return obstacles.isEmpty()
                ? plan + ". Nothing stands in its way"
                : "%d obstacles: %s. Else %s".formatted(obstacles.size(), String.join("; ", obstacles), plan);
    }

    @Override
    public Begun begin(Operating<M> operating) {
        return new Begun.Running();
    }

    @Override
    public void cancel(Operating<M> operating) {
        // Looking leaves nothing behind.
    }

    @Override
    public String ref(Operating<M> operating) {
        return "none";
    }
}
