/**
 * Caches: Redis and Valkey, such as ElastiCache, to Azure Managed Redis or another.
 *
 * <p>Start at {@link dev.sealift.kinds.cache.CacheKind}. {@code *Orders} say what a worker is told and what its outcome means,
 * {@code *Checks} what Preflight concludes from what a worker has seen of both sides. This package may know the engine, the worker's and
 * redis-shake's tools and {@code dev.sealift.cloud}; it knows no other kind.
 */
@NullMarked
package dev.sealift.kinds.cache;

import org.jspecify.annotations.NullMarked;
