package dev.sealift.kinds.bucket;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.worker.CopyBackOrder;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Step;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** CopyBack: a worker finds what consumers have written to the target since they were moved, and returns it if that is wished for. */
final class CopyBackOrders implements Orders<BucketMigration> {

    private final Sides sides;

    CopyBackOrders(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Draft draft(Operating<BucketMigration> operating) {
        return sides.draft(operating, both -> order(operating, both));
    }

    private static Draft order(Operating<BucketMigration> operating, Sides.Both both) {
        BucketMigrationSpec spec = operating.migration().spec();
        return new Draft.Order(
                "copyback",
                new CopyBackOrder(
                        operating.entry().key().value(),
                        both.source(spec.source()),
                        both.target(spec.target(), Sides.hierarchical(operating)),
                        movedAt(operating),
                        spec.cutover().copyBack(),
                        SurveyOrders.REPORT_LINES),
                both.podAccess(),
                Optional.empty());
    }

    private static Instant movedAt(Operating<BucketMigration> operating) {
        return operating
                .journal()
                .last(Step.Cutover)
                .map(JournalEntry::startedAt)
                .orElse(operating.now());
    }

    @Override
    public Verdicts read(Operating<BucketMigration> operating, WorkOutcome outcome) {
        return Verdicts.of(
                outcome.succeeded()
                        ? Ending.completed(outcome.message(), outcome.facts())
                        : new Ending.Failure(outcome.reason(), outcome.message(), outcome.retryable(), Map.of()));
    }
}
