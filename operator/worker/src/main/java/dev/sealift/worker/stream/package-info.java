/**
 * The engine of our own: every byte comes through this pod, so a bucket that Azure Storage itself can't reach can be copied.
 *
 * <p>May know {@code objects}, {@code compare}, {@code work}, and {@code copy}, whose engine it is; no SDK. Start at
 * {@link dev.sealift.worker.stream.StreamEngine}.
 */
@NullMarked
package dev.sealift.worker.stream;

import org.jspecify.annotations.NullMarked;
