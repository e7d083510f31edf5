/**
 * What stands before the lab's S3 gateway and lets things go wrong between it and its clients, when a test says so.
 *
 * <p>Signatures cover the host and the path as the client wrote them, so both go on untouched, as does all the rest.
 *
 * <p>This package may know {@code java.*}, Jackson, {@code wire}, {@code json} and {@code faults}. It knows nothing of
 * Sealift, and nothing of any AWS SDK.
 */
@NullMarked
package dev.sealift.testkit.s3;

import org.jspecify.annotations.NullMarked;
