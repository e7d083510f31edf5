/**
 * A Redis or Valkey as a worker speaks to it: connections, clusters, refusals, the bytes of its protocol. Jedis carries the bytes;
 * nobody outside this package knows it.
 *
 * <p>May know Jedis, {@code java.*}, the contract and {@code work}; nothing of what is done with the answers.
 */
@NullMarked
package dev.sealift.worker.redis;

import org.jspecify.annotations.NullMarked;
