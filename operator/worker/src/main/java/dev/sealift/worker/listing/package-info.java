/**
 * Lists a great many keys fast, without knowing whose they are.
 *
 * <p>May know {@code java.*}, {@code objects} and {@code work}; no SDK.
 */
@NullMarked
package dev.sealift.worker.listing;

import org.jspecify.annotations.NullMarked;
