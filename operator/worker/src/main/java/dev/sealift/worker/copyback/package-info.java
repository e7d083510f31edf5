/** The command {@code copyback}: what consumers wrote to the target returns to the source. May know no SDK. */
@NullMarked
package dev.sealift.worker.copyback;

import org.jspecify.annotations.NullMarked;
