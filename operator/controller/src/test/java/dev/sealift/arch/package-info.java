/** Boundaries between packages, as tests. */
@NullMarked
package dev.sealift.arch;

import org.jspecify.annotations.NullMarked;
