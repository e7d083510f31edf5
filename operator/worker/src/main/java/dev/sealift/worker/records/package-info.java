/**
 * What Sealift keeps for itself beside the target: indexes and evidence.
 *
 * <p>May know {@code java.*} and the contract only; who keeps it is somebody else's matter.
 */
@NullMarked
package dev.sealift.worker.records;

import org.jspecify.annotations.NullMarked;
