package dev.sealift.worker.aws;

import dev.sealift.worker.http.Answer;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Seen;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the head of an answer says of an object, in the forms in which S3 says it. */
final class ObjectHead {

    /** An MD5 in an ETag; a multipart upload's has a dash and says nothing about the content. */
    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private ObjectHead() {}

    /** The object as a copier wants it. */
    static Original original(String key, Answer head) {
        return new Original(
                key,
                head.length(),
                modified(head),
                Objects.requireNonNullElse(head.header("ETag"), ""),
                head.header("x-amz-storage-class"),
                headers(head),
                ObjectTags.count(head),
                Digests.of(
                        head.header("ETag"),
                        isUnderOwnKey(head),
                        Digests.said(
                                head.header("x-amz-checksum-sha256"),
                                head.header("x-amz-checksum-sha1"),
                                head.header("x-amz-checksum-crc64nvme"),
                                head.header("x-amz-checksum-crc32c"),
                                head.header("x-amz-checksum-crc32"))));
    }

    /** The object as a comparison sees it. */
    static Seen seen(Answer head) {
        return new Seen(
                head.length(),
                modified(head),
                md5(head.header("ETag")),
                null,
                !isUnderOwnKey(head),
                head.header("x-amz-storage-class"),
                isAway(head));
    }

    static Headers headers(Answer head) {
        return Headers.of(
                head.header("Content-Type"),
                head.header("Content-Encoding"),
                head.header("Content-Language"),
                head.header("Content-Disposition"),
                head.header("Cache-Control"),
                head.headersBehind("x-amz-meta-"));
    }

    private static Instant modified(Answer head) {
        String said = head.header("Last-Modified");
        return said == null ? Instant.EPOCH : DateTimeFormatter.RFC_1123_DATE_TIME.parse(said, Instant::from);
    }

    /** With KMS or a customer's key the ETag is 32 hex digits as well, but not the MD5. */
    private static boolean isUnderOwnKey(Answer head) {
        String encryption = head.header("x-amz-server-side-encryption");
        return (encryption != null && encryption.startsWith("aws:kms"))
                || head.header("x-amz-server-side-encryption-customer-algorithm") != null;
    }

    /** Objects that intelligent tiering has archived have its class, and a listing doesn't tell them from others. */
    private static boolean isAway(Answer head) {
        String restored = head.header("x-amz-restore");
        boolean archived = head.header("x-amz-archive-status") != null || isArchive(head.header("x-amz-storage-class"));
        return archived && (restored == null || !restored.contains("ongoing-request=\"false\""));
    }

    /** Whether objects of this class can't be read until they are restored. */
    static boolean isArchive(@Nullable String storageClass) {
        return "GLACIER".equals(storageClass) || "DEEP_ARCHIVE".equals(storageClass);
    }

    /** In hex; null if an ETag is none. */
    static @Nullable String md5(@Nullable String etag) {
        if (etag == null) {
            return null;
        }
        String bare = etag.replace("\"", "").toLowerCase(Locale.ROOT);
        return MD5.matcher(bare).matches() ? bare : null;
    }
}
