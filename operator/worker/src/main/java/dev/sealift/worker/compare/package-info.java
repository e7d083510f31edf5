/**
 * Comparing both sides, key by key, in memory that doesn't grow with their number. Verification reports what it finds;
 * copying takes its work from it.
 *
 * <p>May know {@code objects} and {@code java.*}; no SDK and no engine.
 */
@NullMarked
package dev.sealift.worker.compare;

import org.jspecify.annotations.NullMarked;
