/**
 * What kinds share about clouds: {@link dev.sealift.kinds.Problems}. Each kind has a package of its own below, and knows no other.
 * This package may know the engine, the lifecycle and {@code dev.sealift.cloud}.
 */
@NullMarked
package dev.sealift.kinds;

import org.jspecify.annotations.NullMarked;
