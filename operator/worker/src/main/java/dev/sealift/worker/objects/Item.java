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
 * @param archived whether it can't be read until it is restored
 */
public record Item(
        String key,
        long size,
        Instant lastModified,
        @Nullable String md5,
        @Nullable String version,
        @Nullable String tier,
        boolean archived) {

    /** An item whose side names no tier. */
    public Item(
            String key,
            long size,
            Instant lastModified,
            @Nullable String md5,
            @Nullable String version,
            boolean archived) {
        this(key, size, lastModified, md5, version, null, archived);
    }

    /** An item whose side tells no version. */
    public Item(String key, long size, Instant lastModified, @Nullable String md5, boolean archived) {
        this(key, size, lastModified, md5, null, archived);
    }
}
