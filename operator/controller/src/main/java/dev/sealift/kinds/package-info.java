/**
 * What kinds share: what becomes of a cloud's {@link dev.sealift.kinds.Problems}, of a Preflight's {@link dev.sealift.kinds.Findings},
 * and of what a worker has {@link dev.sealift.kinds.Compared}. Each kind has a package of its own below, and knows no other. This package
 * may know the engine, the lifecycle, the worker's contract and {@code dev.sealift.cloud}.
 */
@NullMarked
package dev.sealift.kinds;

import org.jspecify.annotations.NullMarked;
