/** The command {@code survey}: what stands in the way of a copy, all of it at once. May know no SDK. */
@NullMarked
package dev.sealift.worker.survey;

import org.jspecify.annotations.NullMarked;
