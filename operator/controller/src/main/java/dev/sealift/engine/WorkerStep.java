package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.worker.PlanOrder;
import dev.sealift.api.worker.ShardPlan;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import dev.sealift.tools.worker.Companion;
import dev.sealift.tools.worker.PodAccess;
import dev.sealift.tools.worker.ShardedWork;
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
         * @param division how the work is divided among pods, if it is too much for one
         * @param companion a program of others that is to run in the same pod, if there is one
         */
        record Order(
                String command,
                Record order,
                List<PodAccess> access,
                Optional<Quantity> state,
                Optional<Division> division,
                Optional<Companion> companion)
                implements Draft {

            /** For pods among which the work is divided. */
            public Order(
                    String command,
                    Record order,
                    List<PodAccess> access,
                    Optional<Quantity> state,
                    Optional<Division> division) {
                this(command, order, access, state, division, Optional.empty());
            }

            /** For one pod. */
            public Order(String command, Record order, List<PodAccess> access, Optional<Quantity> state) {
                this(command, order, access, state, Optional.empty());
            }

            /** The same, with a program of others in the same pod. */
            public Order beside(Companion other) {
                return new Order(command, order, access, state, division, Optional.of(other));
            }
        }

        /** Nothing can be ordered, and why. */
        record Refused(Ending.Failure failure, Optional<List<Finding>> findings) implements Draft {}

        /** Whether something can be ordered can't be told just now. */
        record Unreachable(String message) implements Draft {}
    }

    /** How work is divided among pods. */
    public sealed interface Division {

        /** How many pods may work at a time. */
        int parallelism();

        /** By a plan that a worker makes first. */
        record Planned(PlanOrder order, int parallelism) implements Division {}

        /** By the plan that a step has left, as it is for listing only; for one pod if there is none, or it has one shard. */
        record As(Step step, int parallelism) implements Division {}
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
            case Workers.WorkerSight.NoJob _ -> planning(operating);
            case Workers.WorkerSight.Starting(String message) -> Sight.running(WorkProgress.none(message));
            case Workers.WorkerSight.ToCollect(String message) -> Sight.of(new Observation.Partly(message));
            case Workers.WorkerSight.Working(var status) -> Sight.running(status.progress());
            case Workers.WorkerSight.Finished(var outcome, var report) -> ended(operating, outcome, report);
            case Workers.WorkerSight.Broken(String message) -> Sight.ended(lost(message), Optional.empty());
        };
    }

    /** Before the work there may be the dividing of it, by a worker of its own. */
    private Sight planning(Operating<M> operating) {
        return switch (workers.look(operating.namespace(), planner(operating))) {
            case Workers.WorkerSight.NoJob _ -> Sight.of(new Observation.Absent());
            case Workers.WorkerSight.Starting(String message) -> Sight.running(WorkProgress.none(message));
            case Workers.WorkerSight.ToCollect(String message) -> Sight.running(WorkProgress.none(message));
            case Workers.WorkerSight.Working(var status) -> Sight.running(status.progress());
            case Workers.WorkerSight.Finished(var outcome, var _) ->
                outcome.succeeded()
                        ? Sight.of(new Observation.Partly(outcome.message()))
                        : ended(operating, outcome, Optional.empty());
            case Workers.WorkerSight.Broken(String message) -> Sight.ended(lost(message), Optional.empty());
        };
    }

    private static Ending.Failure lost(String message) {
        return new Ending.Failure("WorkerLost", message, true, Map.of());
    }

    private Sight ended(Operating<M> operating, WorkOutcome outcome, Optional<String> report) {
        Verdicts verdicts = orders.read(operating, outcome);
        Sight sight = Sight.ended(verdicts.ending(), report);
        return verdicts.findings().map(sight::with).orElse(sight);
    }

    @Override
    public Begun begin(Operating<M> operating) {
        if (workers.collect(operating.namespace(), name(operating))) {
            return new Begun.Running();
        }
        return switch (orders.draft(operating)) {
            case Draft.Order order -> start(operating, order);
            case Draft.Refused(Ending.Failure failure, var findings) -> new Begun.Refused(failure, findings);
            case Draft.Unreachable(String message) -> new Begun.Unknown(message);
        };
    }

    private Begun start(Operating<M> operating, Draft.Order order) {
        return order.division()
                .map(division -> start(operating, order, division))
                .orElseGet(() -> inOnePod(operating, order));
    }

    private Begun start(Operating<M> operating, Draft.Order order, Division division) {
        return switch (division) {
            case Division.Planned planned -> planned(operating, order, planned);
            case Division.As(Step other, int parallelism) ->
                operating
                        .journal()
                        .last(other)
                        .map(entry -> plan(operating, other, entry.key()))
                        .map(plan -> divided(operating, order, plan, Workers.LISTING_PLAN, parallelism))
                        .orElseGet(() -> inOnePod(operating, order));
        };
    }

    private Begun inOnePod(Operating<M> operating, Draft.Order order) {
        Optional<WorkerJob.State> state = order.state().map(size -> new WorkerJob.State.Claim(claim(operating, size)));
        workers.start(job(operating, name(operating), order, state, Optional.empty()));
        return new Begun.Running();
    }

    /** First the plan, made by a worker; when it is there, what it divides. */
    private Begun planned(Operating<M> operating, Draft.Order order, Division.Planned planned) {
        return switch (workers.look(operating.namespace(), planner(operating))) {
            case Workers.WorkerSight.NoJob _ -> {
                Draft.Order plan = new Draft.Order("plan", planned.order(), order.access(), Optional.empty());
                workers.start(job(operating, planner(operating), plan, Optional.empty(), Optional.empty()));
                yield new Begun.Running();
            }
            case Workers.WorkerSight.Finished(var outcome, var report)
            when outcome.succeeded() ->
                divided(operating, order, report.flatMap(WorkerJson::plan), planned.parallelism());
            case Workers.WorkerSight.Finished _,
                    Workers.WorkerSight.Starting _,
                    Workers.WorkerSight.ToCollect _,
                    Workers.WorkerSight.Working _,
                    Workers.WorkerSight.Broken _ -> new Begun.Running();
        };
    }

    /** The plan is kept before anything is begun by it, and only then its maker is let go. */
    private Begun divided(Operating<M> operating, Draft.Order order, Optional<ShardPlan> made, int parallelism) {
        String name = plan(operating, step, operating.entry().key());
        made.ifPresent(plan -> workers.keepPlan(operating.migration(), name, plan));
        if (workers.plan(operating.namespace(), name, Workers.COPY_PLAN).isEmpty()) {
            String message = "the plan's maker is gone, and the plan with it; it is made again";
            return new Begun.Refused(new Ending.Failure("WorkerLost", message, true, Map.of()), Optional.empty());
        }
        Begun begun = divided(operating, order, name, Workers.COPY_PLAN, parallelism);
        workers.collected(operating.namespace(), planner(operating));
        return begun;
    }

    private Begun divided(Operating<M> operating, Draft.Order order, String plan, String file, int parallelism) {
        Optional<ShardPlan> shards =
                workers.plan(operating.namespace(), plan, file).filter(found -> found.size() > 1);
        if (shards.isEmpty()) {
            return inOnePod(operating, order);
        }
        ShardedWork work = new ShardedWork(
                shards.get().size(), shards.get().items(), shards.get().bytes());
        workers.start(job(
                operating,
                name(operating),
                order,
                order.state().map(WorkerJob.State.Ephemeral::new),
                Optional.of(new WorkerJob.Shards(plan, file, parallelism, work))));
        return new Begun.Running();
    }

    private WorkerJob job(
            Operating<M> operating,
            String name,
            Draft.Order order,
            Optional<WorkerJob.State> state,
            Optional<WorkerJob.Shards> shards) {
        return new WorkerJob(
                name,
                operating.namespace(),
                Ownership.labels(operating.migration(), step, operating.entry().key()),
                Ownership.of(operating.migration()),
                order.command(),
                WorkerJson.text(order.order()),
                order.access(),
                state,
                shards,
                order.companion(),
                (int) (step.recurs() || step.rechecks() ? KEEP_OFTEN : KEEP_ONCE).toSeconds());
    }

    private String planner(Operating<M> operating) {
        return Ownership.name(operating.migration(), step, operating.entry().key(), "-plan");
    }

    /** Where a step's plan is kept. */
    private static <M extends Migration> String plan(Operating<M> operating, Step owner, OperationKey key) {
        return Ownership.name(operating.migration(), owner, key) + "-shards";
    }

    private String claim(Operating<M> operating, Quantity size) {
        String name = operating.name() + "-state";
        workers.claimState(operating.migration(), name, size);
        return name;
    }

    @Override
    public void cancel(Operating<M> operating) {
        workers.end(operating.namespace(), planner(operating));
        workers.end(operating.namespace(), name(operating));
    }

    @Override
    public void concluded(Operating<M> operating, Ending ending) {
        workers.collected(operating.namespace(), planner(operating));
        workers.collected(operating.namespace(), name(operating));
    }

    /** An order that can be drafted could be given. */
    @Override
    public Optional<Rehearsal> rehearse(Operating<M> operating) {
        List<String> obstacles = switch (orders.draft(operating)) {
            case Draft.Order _ -> List.of();
            case Draft.Refused(Ending.Failure failure, var _) -> List.of(failure.message());
            case Draft.Unreachable(String message) -> List.of(message);
        };
        return Optional.of(new Rehearsal("have a worker do " + step, obstacles));
    }

    @Override
    public String ref(Operating<M> operating) {
        return "job/" + name(operating);
    }

    private String name(Operating<M> operating) {
        return Ownership.name(operating.migration(), step, operating.entry().key());
    }
}
