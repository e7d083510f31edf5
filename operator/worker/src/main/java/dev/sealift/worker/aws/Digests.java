package dev.sealift.worker.aws;

import dev.sealift.worker.objects.Original.Algorithm;
import dev.sealift.worker.objects.Original.Digest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What S3 says of an object's content, in the forms in which it says it. Pure.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/checking-object-integrity.html">Checking object
 *     integrity</a>
 */
final class Digests {

    private static final Pattern ETAG = Pattern.compile("([0-9a-f]{32})(?:-([0-9]{1,5}))?");
    private static final Pattern CHECKSUM = Pattern.compile("([A-Za-z0-9+/]+=*)(?:-([0-9]{1,5}))?");

    private Digests() {}

    /** Checksums by their algorithm, without those that S3 didn't send. */
    static Map<Algorithm, String> said(
            @Nullable String sha256,
            @Nullable String sha1,
            @Nullable String crc64Nvme,
            @Nullable String crc32c,
            @Nullable String crc32) {
        Map<Algorithm, String> said = new EnumMap<>(Algorithm.class);
        add(said, Algorithm.Sha256, sha256);
        add(said, Algorithm.Sha1, sha1);
        add(said, Algorithm.Crc64Nvme, crc64Nvme);
        add(said, Algorithm.Crc32c, crc32c);
        add(said, Algorithm.Crc32, crc32);
        return said;
    }

    private static void add(Map<Algorithm, String> said, Algorithm algorithm, @Nullable String checksum) {
        if (checksum != null && !checksum.isBlank()) {
            said.put(algorithm, checksum);
        }
    }

    /** @param ownKey whether a key of the customer's encrypts the object; then its ETag is no digest, though it looks like one */
    static List<Digest> of(@Nullable String etag, boolean ownKey, Map<Algorithm, String> checksums) {
        List<Digest> digests = new ArrayList<>();
        if (etag != null && !ownKey) {
            etag(etag).ifPresent(digests::add);
        }
        checksums.forEach((algorithm, checksum) -> checksum(algorithm, checksum).ifPresent(digests::add));
        return List.copyOf(digests);
    }

    private static Optional<Digest> etag(String etag) {
        Matcher matcher = ETAG.matcher(etag.replace("\"", "").toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? Optional.of(new Digest(Algorithm.Md5, matcher.group(1), parts(matcher)))
                : Optional.empty();
    }

    private static Optional<Digest> checksum(Algorithm algorithm, String checksum) {
        Matcher matcher = CHECKSUM.matcher(checksum);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            String hex = HexFormat.of().formatHex(Base64.getDecoder().decode(matcher.group(1)));
            return Optional.of(new Digest(algorithm, hex, parts(matcher)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static int parts(Matcher matcher) {
        return matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2));
    }
}
