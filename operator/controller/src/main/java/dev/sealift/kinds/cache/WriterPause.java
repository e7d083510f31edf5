package dev.sealift.kinds.cache;

import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.worker.RedisPauseOrder;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Sight;
import dev.sealift.engine.WorkerStep;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.engine.Workers;
import dev.sealift.engine.cutover.Fencing;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.Map;
import java.util.Optional;

/**
 * The fence of a cache: a worker has each primary of the source hold writes back, by CLIENT PAUSE, for as long as a cutover may take.
 * It ends by itself then, so that no source is left that takes no writes. https://redis.io/docs/latest/commands/client-pause/
 */
final class WriterPause implements Fencing<CacheMigration> {

    private final WorkerStep<CacheMigration> raising;
    private final WorkerStep<CacheMigration> lowering;

    WriterPause(Sides sides, Workers workers) {
        this.raising = new WorkerStep<>(Step.Fence, workers, new PauseOrders(sides));
        this.lowering = new WorkerStep<>(Step.Unfence, workers, new PauseOrders(sides));
    }

    /** To pause in a fence, to take writes again in an unfence. */
    private record PauseOrders(Sides sides) implements Orders<CacheMigration> {

        @Override
        public Draft draft(Operating<CacheMigration> operating) {
            return sides.draft(operating, () -> order(operating));
        }

        private static Draft.Order order(Operating<CacheMigration> operating) {
            CacheMigrationSpec spec = operating.migration().spec();
            RedisPauseOrder order = new RedisPauseOrder(
                    operating.entry().key().value(),
                    Sides.locate(spec.source().endpoint()),
                    isFence(operating)
                            ? spec.cutover().maxDowntime().getDuration().toMillis()
                            : 0);
            return new Draft.Order("redis-pause", order, Sides.access(spec), Optional.empty());
        }

        @Override
        public Verdicts read(Operating<CacheMigration> operating, WorkOutcome outcome) {
            return Verdicts.of(
                    outcome.succeeded()
                            ? Ending.completed(outcome.message())
                            : new Ending.Failure(outcome.reason(), outcome.message(), outcome.retryable(), Map.of()));
        }
    }

    private static boolean isFence(Operating<?> operating) {
        return operating.entry().step() == Step.Fence;
    }

    private WorkerStep<CacheMigration> work(Operating<?> operating) {
        return isFence(operating) ? raising : lowering;
    }

    @Override
    public Standing look(Operating<CacheMigration> operating) {
        Sight sight = work(operating).observe(operating);
        return switch (sight.observation()) {
            case Observation.Absent _, Observation.NotAsked _ -> before(operating);
            case Observation.Partly(String message) -> new Standing.Changing(message);
            case Observation.Running(String message) -> new Standing.Changing(message);
            case Observation.Unreachable(var _, String message, var _) -> new Standing.Unreachable(message);
            case Observation.Unknowable(String message) -> new Standing.Unreachable(message);
            case Observation.Ended(Ending.Success _) -> after(operating);
            case Observation.Ended(Ending.Failure failure) -> new Standing.Refused(failure);
        };
    }

    private static Standing before(Operating<?> operating) {
        return isFence(operating) ? new Standing.Lowered() : new Standing.Raised();
    }

    private static Standing after(Operating<?> operating) {
        return isFence(operating) ? new Standing.Raised() : new Standing.Lowered();
    }

    @Override
    public Begun raise(Operating<CacheMigration> operating) {
        return raising.begin(operating);
    }

    @Override
    public Begun lower(Operating<CacheMigration> operating) {
        return lowering.begin(operating);
    }

    @Override
    public void concluded(Operating<CacheMigration> operating, Ending ending) {
        work(operating).concluded(operating, ending);
    }

    @Override
    public Optional<String> obstacle(Operating<CacheMigration> operating) {
        return Optional.empty();
    }

    @Override
    public String ref(Operating<CacheMigration> operating) {
        return "clientPause/" + operating.migration().sourceName();
    }
}
