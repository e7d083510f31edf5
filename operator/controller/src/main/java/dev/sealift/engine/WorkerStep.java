package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import dev.sealift.tools.worker.PodAccess;
import dev.sealift.tools.worker.WorkerJob;
import dev.sealift.tools.worker.WorkerJson;
import io.fabric8.kubernetes.api.model.Quantity;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A step that one worker Job does. The kind says what to order and what the outcome means. */
public final class WorkerStep<M extends Migration> implements StepAction<M> {

    /** What is done once stays long enough for a person to read its log; what is done often must not pile up. */
    private static final Duration KEEP_ONCE = Duration.ofHours(24);

    private static final Duration KEEP_OFTEN = Duration.ofMinutes(10);

    private final Step step;
    private final Workers workers;
    private final Orders<M> orders;

    /** The step, done by workers to the kind's orders. */
    public WorkerStep(Step step, Workers workers, Orders<M> orders) {
        this.step = step;
        this.workers = workers;
        this.orders = orders;
    }

    /** The kind's part of a worker's step. */
    public interface Orders<M extends Migration> {

        /** What to order, or why nothing can be ordered. */
        Draft draft(Operating<M> operating);

        /** What the outcome means. */
        Verdicts read(Operating<M> operating, WorkOutcome outcome);
    }

    /** What to order. */
    public sealed interface Draft {

        /**
         * An order.
         *
         * @param command the worker's command
         * @param order without secrets
         * @param access what lets the pod into each cloud
         * @param state the size of the volume on which the command keeps its state, if it keeps any
         */
        record Order(String command, Record order, List<PodAccess> access, Optional<Quantity> state) implements Draft {}

        /** Nothing can be ordered, and why. */
        record Refused(Ending.Failure failure, Optional<List<Finding>> findings) implements Draft {}

        /** Whether something can be ordered can't be told just now. */
        record Unreachable(String message) implements Draft {}
    }

    /** What an outcome means: how the operation ended, and what a check found. */
    public record Verdicts(Ending ending, Optional<List<Finding>> findings) {

        /** Of a step that finds nothing. */
        public static Verdicts of(Ending ending) {
            return new Verdicts(ending, Optional.empty());
        }
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public Sight observe(Operating<M> operating) {
        return switch (workers.look(operating.namespace(), name(operating))) {
            case Workers.WorkerSight.NoJob _ -> Sight.of(new Observation.Absent());
            case Workers.WorkerSight.Starting(String message) -> Sight.running(WorkProgress.none(message));
            case Workers.WorkerSight.Working(var status) -> Sight.running(status.progress());
            case Workers.WorkerSight.Finished(var outcome, var report) -> ended(operating, outcome, report);
            case Workers.WorkerSight.Broken(String message) ->
                Sight.ended(new Ending.Failure("WorkerLost", message, true, Map.of()), Optional.empty());
        };
    }

    private Sight ended(Operating<M> operating, WorkOutcome outcome, Optional<String> report) {
        Verdicts verdicts = orders.read(operating, outcome);
        Sight sight = Sight.ended(verdicts.ending(), report);
        return verdicts.findings().map(sight::with).orElse(sight);
    }

    @Override
    public Begun begin(Operating<M> operating) {
        return switch (orders.draft(operating)) {
            case Draft.Order order -> start(operating, order);
            case Draft.Refused(Ending.Failure failure, var findings) -> new Begun.Refused(failure, findings);
            case Draft.Unreachable(String message) -> new Begun.Unknown(message);
        };
    }

    private Begun start(Operating<M> operating, Draft.Order order) {
        Optional<String> claim = order.state().map(size -> claim(operating, size));
        WorkerJob job = new WorkerJob(
                name(operating),
                operating.namespace(),
                Ownership.labels(operating.migration(), step, operating.entry().key()),
                Ownership.of(operating.migration()),
                order.command(),
                WorkerJson.order(order.order()),
                order.access(),
                claim,
                (int) (step.recurs() || step.rechecks() ? KEEP_OFTEN : KEEP_ONCE).toSeconds());
        workers.start(job);
        return new Begun.Running();
    }

    private String claim(Operating<M> operating, Quantity size) {
        String name = operating.name() + "-state";
        workers.claimState(operating.migration(), name, size);
        return name;
    }

    @Override
    public void cancel(Operating<M> operating) {
        workers.end(operating.namespace(), name(operating));
    }

    @Override
    public void concluded(Operating<M> operating, Ending ending) {
        workers.collected(operating.namespace(), name(operating));
    }

    @Override
    public String ref(Operating<M> operating) {
        return "job/" + name(operating);
    }

    private String name(Operating<M> operating) {
        return Ownership.name(operating.migration(), step, operating.entry().key());
    }
}
