/**
 * A bucket's migration on the lab: its story from the first survey to a readiness withdrawn, what kills don't break, and what
 * Preflight says of bad input.
 */
@NullMarked
package dev.sealift.e2e.bucket;

import org.jspecify.annotations.NullMarked;
