package dev.sealift.kinds.cache;

import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.worker.RedisCompareOrder;
import dev.sealift.api.worker.RedisCompareOrder.Depth;
import dev.sealift.api.worker.RedisCompareOrder.Reading;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.lifecycle.Ending;
import java.util.Map;
import java.util.Optional;

/**
 * CopyBack: the comparison the other way, of all values. What differs at the source is written there as it is at the target, if that is
 * wished for, else listed; what is gone at the target stays at the source.
 */
final class CopyBackOrders implements Orders<CacheMigration> {

    private static final Reading ALL = new Reading(Depth.All, 0, 0);
    private static final int LOOKS = 2;
    private static final long PAUSE_MILLIS = 500;

    private final Sides sides;

    CopyBackOrders(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Draft draft(Operating<CacheMigration> operating) {
        return sides.draft(operating, () -> order(operating));
    }

    private static Draft.Order order(Operating<CacheMigration> operating) {
        CacheMigrationSpec spec = operating.migration().spec();
        RedisCompareOrder order = new RedisCompareOrder(
                operating.entry().key().value(),
                Sides.locate(spec.target().endpoint()),
                Sides.locate(spec.source().endpoint()),
                ALL,
                spec.transfer().ttlTolerance().getDuration().toMillis(),
                0,
                LOOKS,
                PAUSE_MILLIS,
                spec.cutover().copyBack(),
                CompareOrders.REPORT_LINES);
        return new Draft.Order("redis-compare", order, Sides.accessBack(spec), Optional.empty());
    }

    @Override
    public Verdicts read(Operating<CacheMigration> operating, WorkOutcome outcome) {
        return Verdicts.of(
                outcome.succeeded()
                        ? Ending.completed(outcome.message(), outcome.facts())
                        : new Ending.Failure(outcome.reason(), outcome.message(), outcome.retryable(), Map.of()));
    }
}
