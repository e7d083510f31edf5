/**
 * What goes wrong in a double because a test said so: rules, what they do to answers, and the way to order them at
 * {@code /_lab/faults}.
 *
 * <p>This package may know {@code java.*}, Jackson and {@code wire}, and no service that goes wrong.
 */
@NullMarked
package dev.sealift.testkit.faults;

import org.jspecify.annotations.NullMarked;
