/** The command {@code plan}: what is too much for one pod is divided into shards. May know no SDK and no engine. */
@NullMarked
package dev.sealift.worker.plan;

import org.jspecify.annotations.NullMarked;
