/** Log lines: one JSON object each, with the operation's key. May know {@code java.*} and Jackson only. */
@NullMarked
package dev.sealift.worker.log;

import org.jspecify.annotations.NullMarked;
