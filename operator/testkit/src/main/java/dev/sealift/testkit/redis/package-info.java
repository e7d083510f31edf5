/**
 * Redis as it is on the wire, and tests' data in it: filled from a seed, written to while it is copied, and compared key by key.
 *
 * <p>Keys, values and all other strings of Redis are bytes. Here they are {@link String}s of ISO 8859-1, one character a byte, so
 * that they can be compared, searched and shown; {@link dev.sealift.testkit.redis.Octets} converts.
 *
 * <p>This package may know {@code java.*} and nothing else. It knows nothing of Sealift and shares no code or library with its
 * workers, so that no mistake of theirs is repeated here.
 */
@NullMarked
package dev.sealift.testkit.redis;

import org.jspecify.annotations.NullMarked;
