package dev.sealift.api.worker;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The order {@code copy}: one AzCopy job from bucket to container. Never deletes at either side.
 *
 * @param key the operation's key; state on the volume is kept under it
 * @param records where the migration's own records stand; see {@link RecordNames}
 * @param modifiedAfter copy only what the source says was modified at or after it; null for everything
 * @param skipUnsupported whether keys that Blob can't hold are left out and reported, rather than failing the job
 * @param megabitsPerSecond bandwidth cap, 0 for none
 * @param trustedSuffix the storage suffix that may receive a token, such as {@code core.windows.net}; AzCopy sends tokens to
 *     Microsoft's own suffixes only unless told
 * @param reportLimit the most report lines to keep
 */
public record CopyOrder(
        String key,
        S3Location source,
        BlobLocation target,
        BlobLocation records,
        @Nullable Instant modifiedAfter,
        boolean skipUnsupported,
        int megabitsPerSecond,
        String trustedSuffix,
        int reportLimit) {}
