/**
 * What the two clouds have in common for those who call them: whether a connection lets us in, what a connection refers to in
 * its namespace, and what a failed call means.
 *
 * <p>This package may know {@link dev.sealift.api}, {@code java.*}, the log and the Kubernetes client, with which it reads the Secret
 * and the ConfigMap that a connection names and has tokens minted. It knows no cloud's SDK.
 */
@NullMarked
package dev.sealift.cloud;

import org.jspecify.annotations.NullMarked;
