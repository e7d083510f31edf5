/**
 * What only a real API server can say: which resources the custom resource definitions admit, what they fill in, and whether
 * what the chart renders is accepted and grants enough; and reconcilers that need nothing else of a cluster. Run by
 * {@code make it}.
 */
@NullMarked
package dev.sealift.it;

import org.jspecify.annotations.NullMarked;
