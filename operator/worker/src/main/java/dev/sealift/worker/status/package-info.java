/**
 * The one way in which the operator reads a worker: a status port.
 *
 * <p>May know {@code jdk.httpserver}, the contract and {@code work}; nothing of what the work is.
 */
@NullMarked
package dev.sealift.worker.status;

import org.jspecify.annotations.NullMarked;
