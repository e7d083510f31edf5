/** Tests of {@link dev.sealift.kinds.bucket}. */
@NullMarked
package dev.sealift.kinds.bucket;

import org.jspecify.annotations.NullMarked;
