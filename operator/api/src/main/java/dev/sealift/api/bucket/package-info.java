/**
 * The resource that moves a bucket.
 *
 * <p>This package may know what {@link dev.sealift.api} may know.
 */
@NullMarked
package dev.sealift.api.bucket;

import org.jspecify.annotations.NullMarked;
