/** Which certificate authorities this process and its children trust. May know {@code java.*} only. */
@NullMarked
package dev.sealift.worker.trust;

import org.jspecify.annotations.NullMarked;
