/**
 * What all kinds share: the resource's shape, its status, the words of conditions.
 *
 * <p>This package may know {@code java.*}, Jackson's annotations and fabric8's model. It has no client and no SDK.
 */
@NullMarked
package dev.sealift.api;

import org.jspecify.annotations.NullMarked;
