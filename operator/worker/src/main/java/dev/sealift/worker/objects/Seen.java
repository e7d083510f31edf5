package dev.sealift.worker.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One object or blob, looked at on its own.
 *
 * @param version as in {@link Item#version()}
 * @param md5 as in {@link Item#md5()}
 * @param md5Trusted whether the side vouches that it is the content's MD5: S3's ETag isn't where KMS or a customer's key
 *     encrypts
 * @param tier as in {@link Item#tier()}
 * @param archived as in {@link Item#archived()}
 */
public record Seen(
        long size,
        Instant lastModified,
        @Nullable String md5,
        @Nullable String version,
        boolean md5Trusted,
        @Nullable String tier,
        boolean archived) {

    /** A look that tells no tier. */
    public Seen(
            long size,
            Instant lastModified,
            @Nullable String md5,
            @Nullable String version,
            boolean md5Trusted,
            boolean archived) {
        this(size, lastModified, md5, version, md5Trusted, null, archived);
    }

    /** A look that tells no version. */
    public Seen(long size, Instant lastModified, @Nullable String md5, boolean md5Trusted) {
        this(size, lastModified, md5, null, md5Trusted, false);
    }

    /** Without an MD5 that the side doesn't vouch for. */
    public Seen vouched() {
        return md5Trusted ? this : new Seen(size, lastModified, null, version, false, tier, archived);
    }

    /** What a listing would say of it. */
    public Item item(String key) {
        Item.Access access = archived ? Item.Access.Archived : Item.Access.Readable;
        return new Item(key, size, lastModified, md5, version, tier, access);
    }
}
