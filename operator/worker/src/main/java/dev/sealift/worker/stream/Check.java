package dev.sealift.worker.stream;

import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Original.Algorithm;
import dev.sealift.worker.objects.Original.Digest;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * By what an object that is copied in blocks is proven to be what its source says. The best that the source offers is taken:
 * first what can be gone on with in another pod.
 */
sealed interface Check {

    /** By the MD5 of the whole, which is computed anyway. */
    record ByMd5(String expected) implements Check {}

    /** By a redundancy check of the whole. */
    record ByCrc(Crc crc, String expected) implements Check {}

    /** By the MD5 of its parts' MD5s, which is the ETag of an upload in parts. */
    record ByParts(String expected) implements Check {}

    /** By a SHA of the whole, which has to be computed in one go. */
    record BySha(String algorithm, String expected) implements Check {}

    /** The source says nothing that can be compared: it is encrypted by a key, or its parts differ in size. */
    record ByNothing() implements Check {}

    Map<Algorithm, Crc> CRCS =
            Map.of(Algorithm.Crc64Nvme, Crc.Crc64Nvme, Algorithm.Crc32c, Crc.Crc32c, Algorithm.Crc32, Crc.Crc32);

    /** @param alongParts whether the object is cut along its parts */
    static Check of(Original original, boolean alongParts) {
        return Stream.of(
                        md5(original),
                        crc(original),
                        alongParts ? parts(original).<Check>map(parts -> new ByParts(parts.hex())) : none(),
                        sha(original))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseGet(ByNothing::new);
    }

    /** The digest of an object's parts, if nothing better proves it. */
    static Optional<Digest> onlyParts(Original original) {
        return md5(original).or(() -> crc(original)).isPresent() ? Optional.empty() : parts(original);
    }

    private static Optional<Check> none() {
        return Optional.empty();
    }

    private static Optional<Check> md5(Original original) {
        return original.whole(Algorithm.Md5).map(digest -> new ByMd5(digest.hex()));
    }

    private static Optional<Check> crc(Original original) {
        return CRCS.entrySet().stream()
                .flatMap(crc ->
                        original
                                .whole(crc.getKey())
                                .<Check>map(digest -> new ByCrc(crc.getValue(), digest.hex()))
                                .stream())
                .findFirst();
    }

    private static Optional<Check> sha(Original original) {
        return original.whole(Algorithm.Sha256)
                .<Check>map(digest -> new BySha("SHA-256", digest.hex()))
                .or(() -> original.whole(Algorithm.Sha1).map(digest -> new BySha("SHA-1", digest.hex())));
    }

    private static Optional<Digest> parts(Original original) {
        return original.digests().stream()
                .filter(digest -> !digest.ofWhole() && digest.algorithm() == Algorithm.Md5)
                .findFirst();
    }

    /** Whether blocks that a former life has left can be taken without reading them again. */
    default boolean resumable() {
        return !(this instanceof BySha);
    }
}
