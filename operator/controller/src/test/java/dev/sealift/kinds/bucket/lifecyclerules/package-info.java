/** Tests of {@link dev.sealift.kinds.bucket.lifecyclerules}. */
@NullMarked
package dev.sealift.kinds.bucket.lifecyclerules;

import org.jspecify.annotations.NullMarked;
