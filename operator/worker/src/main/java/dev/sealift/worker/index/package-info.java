/**
 * Sorted lists of keys with a digest each: what a listing said, or what was proven, in some bytes a key, written and read as a stream.
 *
 * <p>Pure: may know {@code java.*} and {@link dev.sealift.worker.objects} only.
 */
@NullMarked
package dev.sealift.worker.index;

import org.jspecify.annotations.NullMarked;
