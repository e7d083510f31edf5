/** The command {@code copy}: the life of one AzCopy job across restarts of the pod. May know no SDK. */
@NullMarked
package dev.sealift.worker.copy;

import org.jspecify.annotations.NullMarked;
