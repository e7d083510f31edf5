/**
 * The command {@code redis-compare}: walks two Redis and says in numbers how far they are equal, under writers at both.
 *
 * <p>May know {@code redis}, {@code work}, the contract and {@code java.*}; no client library and nothing of what moves the data.
 */
@NullMarked
package dev.sealift.worker.rediscompare;

import org.jspecify.annotations.NullMarked;
