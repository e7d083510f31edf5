/** Tests of {@link dev.sealift.kinds.cache}. */
@NullMarked
package dev.sealift.kinds.cache;

import org.jspecify.annotations.NullMarked;
