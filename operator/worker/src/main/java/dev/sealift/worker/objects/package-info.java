/**
 * Objects and blobs as this worker sees them, and the rules about their names.
 *
 * <p>Pure: may know {@code java.*} and the contract only.
 */
@NullMarked
package dev.sealift.worker.objects;

import org.jspecify.annotations.NullMarked;
