/** The command {@code redis-pause}: the source's primaries hold writes back. May know {@code redis}, {@code work} and the contract. */
@NullMarked
package dev.sealift.worker.redispause;

import org.jspecify.annotations.NullMarked;
