/**
 * What stands for redis-shake 4.2 in the lab, where no registry serves it: the same file, the same status page, the same way of
 * moving data, and the same ways to fail. It is written from what the real program was seen doing, and has none of its code.
 *
 * <p>As there, a dropped link, a refused write or a key in the way ends the program with 1, and there is no resuming. The snapshot
 * of a sync is written element by element, so a second run onto the same target doubles lists; a notification is all that tells
 * of a change in a scan, so what expired or was flushed stays at the target. SIGTERM is only noted.
 *
 * <p>Otherwise than there: what the file must not hold (unknown keys, two readers, a reader or an option that this program lacks) is
 * refused rather than overlooked; and RDB files are read by a real redis-server, started for that, which must understand them.
 *
 * <p>This package may know {@code java.*}, Jackson, {@code redis}, {@code wire} and {@code json}. It knows nothing of Sealift.
 */
@NullMarked
package dev.sealift.testkit.shake;

import org.jspecify.annotations.NullMarked;
