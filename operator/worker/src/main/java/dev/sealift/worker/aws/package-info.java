/** The source side: S3 through the AWS SDK, and the one table that maps its errors. May know no Azure. */
@NullMarked
package dev.sealift.worker.aws;

import org.jspecify.annotations.NullMarked;
