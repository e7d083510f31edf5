/**
 * The one reconciler of all kinds: observes, asks the decider, records the intent, acts, and writes status, events and reports.
 *
 * <p>This package may know {@link dev.sealift.lifecycle}, {@link dev.sealift.api} and the Kubernetes client. It knows no kind and
 * no cloud; a test enforces it.
 */
@NullMarked
package dev.sealift.engine;

import org.jspecify.annotations.NullMarked;
