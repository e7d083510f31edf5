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
 * @param archived as in {@link Item#archived()}
 */
public record Seen(
        long size,
        Instant lastModified,
        @Nullable String md5,
        @Nullable String version,
        boolean md5Trusted,
        boolean archived) {

    /** A look that tells no version. */
    public Seen(long size, Instant lastModified, @Nullable String md5, boolean md5Trusted) {
        this(size, lastModified, md5, null, md5Trusted, false);
    }

    /** Without an MD5 that the side doesn't vouch for. */
    public Seen vouched() {
        return md5Trusted ? this : new Seen(size, lastModified, null, version, false, archived);
    }

    /** What a listing would say of it. */
    public Item item(String key) {
        return new Item(key, size, lastModified, md5, version, archived);
    }
}
