/**
 * HTTP/1.1 as it is on the wire: a listener and a client that change nothing on the way.
 *
 * <p>The JDK's server and client rewrite the case of header names, and so the names of a blob's metadata; they refuse targets
 * that blob clients send. Where a double must hand on exactly what it was given, they don't do.
 *
 * <p>This package may know {@code java.*} and nothing else.
 */
@NullMarked
package dev.sealift.testkit.wire;

import org.jspecify.annotations.NullMarked;
