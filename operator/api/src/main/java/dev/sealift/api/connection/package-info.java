/**
 * The resources that hold a cloud's credentials by reference, and prove them.
 *
 * <p>This package may know what {@link dev.sealift.api} may know.
 */
@NullMarked
package dev.sealift.api.connection;

import org.jspecify.annotations.NullMarked;
