package dev.sealift.worker.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One object or blob, as a listing tells of it.
 *
 * @param key the object's key; for a blob, the key it stands for, without the target's own prefix
 * @param md5 lower-case hex of what the side says is an MD5 of the content; null if it says none
 * @param version the side's ETag, which names this version of the content; null if it tells none
 * @param tier the storage class, or the access tier, as the side names it; null if it names none
 * @param access whether it can be read
 */
public record Item(
        String key,
        long size,
        Instant lastModified,
        @Nullable String md5,
        @Nullable String version,
        @Nullable String tier,
        Access access) {

    /** Whether an item's bytes can be read. */
    public enum Access {
        /** At once. */
        Readable,
        /** Not until it is restored. */
        Archived,
        /** Not yet; it is being restored. */
        Restoring
    }

    /** Whether it can't be read now. */
    public boolean archived() {
        return access != Access.Readable;
    }

    private static Access access(boolean archived) {
        return archived ? Access.Archived : Access.Readable;
    }

    /** An item whose side names no tier. */
    public Item(
            String key,
            long size,
            Instant lastModified,
            @Nullable String md5,
            @Nullable String version,
            boolean archived) {
        this(key, size, lastModified, md5, version, null, access(archived));
    }

    /** An item whose side tells no version. */
    public Item(String key, long size, Instant lastModified, @Nullable String md5, boolean archived) {
        this(key, size, lastModified, md5, null, archived);
    }
}
