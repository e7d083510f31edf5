/**
 * How a worker's pod is built and what it says: pure builders and parsers.
 *
 * <p>This package may know {@link dev.sealift.api} and fabric8's model. It has no client.
 */
@NullMarked
package dev.sealift.tools.worker;

import org.jspecify.annotations.NullMarked;
