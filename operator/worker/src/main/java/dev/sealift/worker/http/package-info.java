/**
 * Requests as the data plane sends them, a great many at a time: the bytes of HTTP by a library, and nothing around them.
 *
 * <p>May know {@code java.*} and the HTTP library; no cloud, and nothing of what is moved.
 */
@NullMarked
package dev.sealift.worker.http;

import org.jspecify.annotations.NullMarked;
