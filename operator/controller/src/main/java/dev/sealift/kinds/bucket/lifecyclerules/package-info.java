/**
 * S3's lifecycle rules as Azure's, and what of them has no equal there.
 *
 * <p>Pure: may know {@code java.*}, S3's model classes and JSON; calls nobody.
 */
@NullMarked
package dev.sealift.kinds.bucket.lifecyclerules;

import org.jspecify.annotations.NullMarked;
