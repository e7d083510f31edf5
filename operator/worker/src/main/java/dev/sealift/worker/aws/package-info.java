/**
 * The source side: S3 by requests of our own, the identity through the AWS SDK, and the one table of what both may answer. May
 * know no Azure.
 */
@NullMarked
package dev.sealift.worker.aws;

import org.jspecify.annotations.NullMarked;
