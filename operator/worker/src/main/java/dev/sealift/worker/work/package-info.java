/**
 * What every command shares: progress, the bounded report, the outcome that fits a termination message.
 *
 * <p>Pure but for the monitor around progress. May know {@code java.*}, Jackson and the contract; no cloud, no process.
 */
@NullMarked
package dev.sealift.worker.work;

import org.jspecify.annotations.NullMarked;
