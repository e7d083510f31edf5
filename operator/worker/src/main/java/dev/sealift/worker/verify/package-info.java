/** The command {@code verify}: the numbers that the verdict is computed from. May know no SDK and no engine. */
@NullMarked
package dev.sealift.worker.verify;

import org.jspecify.annotations.NullMarked;
