/**
 * AWS as an AwsConnection lets us use it: clients, what a pod needs to be let in, and what AWS's errors mean.
 *
 * <p>This package may know {@link dev.sealift.api}, {@link dev.sealift.cloud}, {@link dev.sealift.tools.worker}, the AWS SDK and
 * the Kubernetes client. It knows no kind and nothing of Azure.
 */
@NullMarked
package dev.sealift.aws;

import org.jspecify.annotations.NullMarked;
