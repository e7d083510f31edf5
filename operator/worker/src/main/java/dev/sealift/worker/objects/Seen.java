package dev.sealift.worker.objects;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One object or blob, looked at on its own.
 *
 * @param md5 as in {@link Item#md5()}
 * @param md5Trusted whether the side vouches that it is the content's MD5: S3's ETag isn't where KMS or a customer's key
 *     encrypts
 */
public record Seen(
        long size, Instant lastModified, @Nullable String md5, boolean md5Trusted) {}
