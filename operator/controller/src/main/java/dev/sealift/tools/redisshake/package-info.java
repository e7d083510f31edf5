/**
 * How redis-shake is run: https://github.com/tair-opensource/RedisShake. What it says is read by the worker beside it.
 *
 * <p>This package may know the worker's tools and fabric8's model. It has no client.
 */
@NullMarked
package dev.sealift.tools.redisshake;

import org.jspecify.annotations.NullMarked;
