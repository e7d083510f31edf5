package dev.sealift.api.worker;

import java.time.Instant;

/**
 * The order {@code verify}: list both sides, compare keys, sizes, times and, where both have one, digests. Changes nothing.
 *
 * @param key the operation's key
 * @param records where the migration's own records stand; see {@link RecordNames}
 * @param syncedThrough everything that was modified at the source before it should have arrived; later changes are pending,
 *     not differences
 * @param reportLimit the most report lines to keep
 */
public record VerifyOrder(
        String key,
        S3Location source,
        BlobLocation target,
        BlobLocation records,
        Instant syncedThrough,
        int reportLimit) {}
