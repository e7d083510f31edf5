/**
 * The commands {@code redis-config} and {@code redis-watch}: what redis-shake is told, and what is believed of what it says.
 *
 * <p>May know {@code redis}, {@code work}, the contract, Jackson and {@code java.*}.
 */
@NullMarked
package dev.sealift.worker.rediswatch;

import org.jspecify.annotations.NullMarked;
