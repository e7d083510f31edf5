/**
 * The life of a migration, of any kind: pure values and one pure function, {@link dev.sealift.lifecycle.Decider#decide}.
 *
 * <p>This package may know {@code java.*} and itself. It makes no call, reads no clock and knows no kind; a test enforces it.
 */
@NullMarked
package dev.sealift.lifecycle;

import org.jspecify.annotations.NullMarked;
