/**
 * Buckets: S3 to Azure Blob Storage or ADLS Gen2.
 *
 * <p>Start at {@link dev.sealift.kinds.bucket.BucketKind}. {@code *Orders} say what a worker is told and what its outcome means,
 * {@code *Checks} what Preflight asks of each cloud. This package may know the engine, the worker's tools and both clouds; it knows
 * no other kind.
 */
@NullMarked
package dev.sealift.kinds.bucket;

import org.jspecify.annotations.NullMarked;
