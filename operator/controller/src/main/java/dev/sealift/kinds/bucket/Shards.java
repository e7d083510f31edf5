package dev.sealift.kinds.bucket;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.worker.PlanOrder;
import dev.sealift.api.worker.S3Location;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Division;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Step;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;

/** Whether a bucket is too much for one pod. */
final class Shards {

    private Shards() {}

    /** By what Preflight counted; a bucket of which nothing is known is left to one pod. */
    static Optional<Division> ofCopy(Operating<BucketMigration> operating, S3Location source) {
        BucketTransfer transfer = operating.migration().spec().transfer();
        long bytes = bytes(transfer);
        return operating
                .journal()
                .last(Step.Preflight)
                .filter(found -> exceeds(found, Fact.SOURCE_ITEMS, transfer.shardObjects())
                        || exceeds(found, Fact.SOURCE_BYTES, bytes))
                .map(_ -> new Division.Planned(
                        new PlanOrder(operating.entry().key().value(), source, transfer.shardObjects(), bytes),
                        transfer.parallelism()));
    }

    /** As the full copy was divided, if it was. */
    static Optional<Division> ofListing(Operating<BucketMigration> operating) {
        return operating
                .journal()
                .last(Step.FullCopy)
                .filter(copied -> exceeds(copied, Fact.SHARDS, 1))
                .map(_ -> new Division.As(
                        Step.FullCopy, operating.migration().spec().transfer().parallelism()));
    }

    private static boolean exceeds(JournalEntry entry, String fact, long limit) {
        return entry.number(fact).filter(number -> number > limit).isPresent();
    }

    private static long bytes(BucketTransfer transfer) {
        BigDecimal bytes = transfer.shardBytes().getNumericalAmount();
        return bytes.setScale(0, RoundingMode.CEILING).longValue();
    }
}
