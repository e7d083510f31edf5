/**
 * What stands before a redis-server to make it a node of ElastiCache whose owner was told, by AWS' support, what PSYNC is called
 * there. A redis-server can't do that by itself: where its PSYNC is renamed it does what SYNC does.
 *
 * <p>This package may know {@code java.*}, {@code redis} and {@code wire}. It knows nothing of Sealift.
 */
@NullMarked
package dev.sealift.testkit.elasticache;

import org.jspecify.annotations.NullMarked;
