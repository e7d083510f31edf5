package dev.sealift.api.worker;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The order {@code verify}: list both sides, compare keys, sizes, times and, where both have one, digests; then read as many of the
 * bytes as is wished. Changes nothing at either side; writes evidence and an index to the records.
 *
 * @param key the operation's key
 * @param records where the migration's own records stand; see {@link RecordNames}
 * @param syncedThrough everything that was modified at the source before it should have arrived; later changes are pending,
 *     not differences
 * @param carriage what should have come along with the bytes
 * @param reading how much of the bytes is read
 * @param deletions whether blobs that the migration has copied and that have gone at the source are told from others at the target only
 * @param reportLimit the most report lines to keep
 */
public record VerifyOrder(
        String key,
        S3Location source,
        BlobLocation target,
        BlobLocation records,
        Instant syncedThrough,
        Carriage carriage,
        Reading reading,
        boolean deletions,
        int reportLimit) {

    /** Fills what an operator of an earlier version doesn't say. */
    public VerifyOrder(
            String key,
            S3Location source,
            BlobLocation target,
            BlobLocation records,
            Instant syncedThrough,
            @Nullable Carriage carriage,
            Reading reading,
            boolean deletions,
            int reportLimit) {
        this.key = key;
        this.source = source;
        this.target = target;
        this.records = records;
        this.syncedThrough = syncedThrough;
        this.carriage = Objects.requireNonNullElse(carriage, Carriage.PLAIN);
        this.reading = reading;
        this.deletions = deletions;
        this.reportLimit = reportLimit;
    }

    /** The same, of one shard, whose evidence stands beside that of the others. */
    public VerifyOrder ofShard(int shard) {
        return new VerifyOrder(
                key + "-" + shard, source, target, records, syncedThrough, carriage, reading, deletions, reportLimit);
    }

    /** Which bytes a comparison reads. */
    public enum Depth {
        /** None; both listings are compared. */
        Listings,
        /** Those of a sample of the objects. */
        Sample,
        /** All. */
        All
    }

    /**
     * How much of the bytes is read, and how fast.
     *
     * @param sampleObjects how many objects a sample holds
     * @param seed what the sample is drawn by; the same seed and keys give the same sample
     * @param afreshAfterSeconds the age at which what was read before is read again though nothing has changed; 0 for never
     * @param bandwidth how much may be used by both sides together, by the hour
     */
    public record Reading(Depth depth, int sampleObjects, long seed, long afreshAfterSeconds, Bandwidth bandwidth) {

        /** No byte is read. */
        public static final Reading NONE = new Reading(Depth.Listings, 0, 0, 0, Bandwidth.UNLIMITED);
    }
}
