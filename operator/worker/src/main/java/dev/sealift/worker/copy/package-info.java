/** The command {@code copy}: the life of one copy across restarts of the pod, whatever engine moves the bytes. May know no SDK. */
@NullMarked
package dev.sealift.worker.copy;

import org.jspecify.annotations.NullMarked;
