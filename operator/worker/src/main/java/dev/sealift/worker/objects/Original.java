package dev.sealift.worker.objects;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One version of an object at the source, with all of it that a copy carries or proves, except the bytes.
 *
 * @param etag names the version; as the service writes it
 * @param storageClass as the service names it; null if it doesn't, which means the standard one
 * @param tagCount how many tags it has, as far as this identity may know
 * @param digests what the source says of the content; empty if it says nothing that can be compared
 */
public record Original(
        String key,
        long size,
        Instant lastModified,
        String etag,
        @Nullable String storageClass,
        Headers headers,
        int tagCount,
        List<Digest> digests) {

    /** Ways to compute a digest. */
    public enum Algorithm {
        Md5,
        Sha1,
        Sha256,
        Crc32,
        Crc32c,
        Crc64Nvme
    }

    /**
     * A digest of the content.
     *
     * @param hex lower-case
     * @param parts 0 if it is of the whole; else it is the digest of the digests of so many parts
     */
    public record Digest(Algorithm algorithm, String hex, int parts) {

        public boolean ofWhole() {
            return parts == 0;
        }
    }

    /** The digest of the whole by an algorithm. */
    public Optional<Digest> whole(Algorithm algorithm) {
        return digests.stream()
                .filter(digest -> digest.ofWhole() && digest.algorithm() == algorithm)
                .findFirst();
    }
}
