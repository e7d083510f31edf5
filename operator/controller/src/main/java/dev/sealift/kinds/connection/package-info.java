/**
 * The connections: each is proven by using it, at once and then every few minutes, and its status says what came of it.
 *
 * <p>This package may know {@link dev.sealift.api}, {@link dev.sealift.cloud}, {@link dev.sealift.aws},
 * {@link dev.sealift.azure}, the conditions and events of {@link dev.sealift.engine}, and the operator SDK. It knows no other
 * kind.
 */
@NullMarked
package dev.sealift.kinds.connection;

import org.jspecify.annotations.NullMarked;
