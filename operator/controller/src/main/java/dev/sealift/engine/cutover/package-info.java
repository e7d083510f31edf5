/**
 * The steps of a cutover and of its undoing, for all kinds: fence and unfence the source, change what consumers in the cluster read,
 * and change it back.
 *
 * <p>Start at {@link dev.sealift.engine.cutover.Switchboard}. When each step comes is the decider's business. This package may know
 * the engine, the API and the Kubernetes client; it knows no kind and no cloud.
 */
@NullMarked
package dev.sealift.engine.cutover;

import org.jspecify.annotations.NullMarked;
