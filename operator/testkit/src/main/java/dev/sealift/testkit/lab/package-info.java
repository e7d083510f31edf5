/**
 * The starter of the lab's cluster: one Kubernetes node in a container that outlives whoever started it.
 *
 * <p>{@code hack/lab/up} is the way in; it prepares the engine and the image first, and fills the cluster afterwards.
 */
@NullMarked
package dev.sealift.testkit.lab;

import org.jspecify.annotations.NullMarked;
