/**
 * Writes the custom resource definitions of {@code crds/} from the API classes. Used in the build only.
 *
 * <p>This package may know fabric8's CRD generator.
 */
@NullMarked
package dev.sealift.api.crd;

import org.jspecify.annotations.NullMarked;
