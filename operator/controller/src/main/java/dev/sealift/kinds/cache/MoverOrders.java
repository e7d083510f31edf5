package dev.sealift.kinds.cache;

import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.worker.RedisMode;
import dev.sealift.api.worker.RedisWatchOrder;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Step;
import dev.sealift.tools.redisshake.RedisShake;
import java.util.Map;
import java.util.Optional;

/** FullCopy and IncrementalSync: a redis-shake, and a worker beside it that tells how far the target is behind. */
final class MoverOrders implements Orders<CacheMigration> {

    /** As many commands wait for the target at any moment of a busy source; the lag is reckoned from when they were read. */
    private static final int MOST_PENDING = 1000;

    private final Sides sides;
    private final RedisShake redisShake;

    MoverOrders(Sides sides, RedisShake redisShake) {
        this.sides = sides;
        this.redisShake = redisShake;
    }

    @Override
    public Draft draft(Operating<CacheMigration> operating) {
        boolean empties = empties(operating);
        return empties && mayHoldWhatConsumersWrote(operating)
                ? wouldLose(operating)
                : sides.draft(operating, () -> order(operating, empties));
    }

    /** A mover by Psync begins with an empty target, whenever it begins. */
    private static boolean empties(Operating<CacheMigration> operating) {
        return ModeChoice.of(operating) == RedisMode.Psync;
    }

    /** Preflight has seen the target empty; only a cutover since may have brought it keys of its own. */
    private static boolean mayHoldWhatConsumersWrote(Operating<CacheMigration> operating) {
        return operating.journal().last(Step.Cutover).isPresent()
                && !operating.migration().spec().cutover().copyBack();
    }

    private static Draft wouldLose(Operating<CacheMigration> operating) {
        String message =
                "consumers have used the target %s, and a mover by Psync would empty it; set transfer.mode to ScanAndNotify, or cutover.copyBack to true if what they wrote was brought back"
                        .formatted(operating.migration().targetName());
        return new Draft.Refused(new Ending.Failure("TargetNotEmpty", message, false, Map.of()), Optional.empty());
    }

    private Draft.Order order(Operating<CacheMigration> operating, boolean empties) {
        CacheMigrationSpec spec = operating.migration().spec();
        RedisWatchOrder order = new RedisWatchOrder(
                operating.entry().key().value(),
                Sides.locate(spec.source().endpoint()),
                Sides.locate(spec.target().endpoint()),
                ModeChoice.of(operating),
                empties,
                RedisShake.STATUS_PORT,
                MOST_PENDING);
        return new Draft.Order(
                        "redis-watch",
                        order,
                        Sides.access(spec),
                        Optional.of(spec.transfer().stateVolume()))
                .beside(redisShake.companion());
    }

    /** A mover never ends well by itself. */
    @Override
    public Verdicts read(Operating<CacheMigration> operating, WorkOutcome outcome) {
        return Verdicts.of(new Ending.Failure(outcome.reason(), outcome.message(), outcome.retryable(), Map.of()));
    }
}
