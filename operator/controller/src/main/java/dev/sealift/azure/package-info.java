/**
 * Azure as an AzureConnection lets us use it: clients, the REST client of the resource manager, what a pod needs to be let in,
 * and what Azure's errors mean.
 *
 * <p>This package may know {@link dev.sealift.api}, {@link dev.sealift.cloud}, {@link dev.sealift.tools.worker}, the Azure SDK,
 * the HTTP client under it, and the Kubernetes client. It knows no kind and nothing of AWS.
 */
@NullMarked
package dev.sealift.azure;

import org.jspecify.annotations.NullMarked;
