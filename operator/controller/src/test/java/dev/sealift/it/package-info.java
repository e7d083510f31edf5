/**
 * What only a real API server can say: which resources the custom resource definitions admit, what they fill in, and whether
 * what the chart renders is accepted and grants enough. Run by {@code make it}.
 *
 * <p>This package may know fabric8's client and {@code kube-api-test}. It knows nothing of the operator.
 */
@NullMarked
package dev.sealift.it;

import org.jspecify.annotations.NullMarked;
