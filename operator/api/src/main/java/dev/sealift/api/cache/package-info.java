/**
 * The resource that moves a cache.
 *
 * <p>This package may know what {@link dev.sealift.api} and {@link dev.sealift.api.connection} may know.
 */
@NullMarked
package dev.sealift.api.cache;

import org.jspecify.annotations.NullMarked;
