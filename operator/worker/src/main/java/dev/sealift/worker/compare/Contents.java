package dev.sealift.worker.compare;

import dev.sealift.worker.compare.Verdict.Aspect;
import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.objects.BlobTags;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Throttle;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Reads one key at both sides, byte by byte, in little memory whatever its size. Trusts no digest that a side names. */
public final class Contents {

    private static final int BUFFER = 64 << 10;

    private final Judge judge;
    private final Source source;
    private final Target target;
    private final Throttle throttle;

    public Contents(Judge judge, Source source, Target target, Throttle throttle) {
        this.judge = judge;
        this.source = source;
        this.target = target;
        this.throttle = throttle;
    }

    /** Equal or different, in bytes first, then in headers and metadata; tags that differ are worth a remark. */
    public Verdict compared(String key) {
        try (Content from = source.open(key);
                Content to = target.open(key)) {
            Verdict bytes = bytes(from, to);
            return bytes instanceof Equal equal
                    ? judge.headers(from.headers(), to.headers())
                            .orElseGet(() -> new Equal(equal.proof(), tags(key, from, to)))
                    : bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> tags(String key, Content from, Content to) {
        return judge.looksAtTags() && from.tagCount() + to.tagCount() > 0
                ? BlobTags.of(from.tagCount() == 0 ? Map.of() : source.tags(key))
                        .otherThan(target.tags(key))
                : Optional.empty();
    }

    private Verdict bytes(Content from, Content to) throws IOException {
        String atSource = sha256(from.body());
        String atTarget = sha256(to.body());
        return atSource.equals(atTarget)
                ? new Equal(new Proof.Bytes(atSource))
                : new Different(
                        Aspect.Digest,
                        "both were read: SHA-256 " + atSource + " at the source, " + atTarget + " at the target");
    }

    private String sha256(InputStream content) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[BUFFER];
        for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
            throttle.take(n);
            digest.update(buffer, 0, n);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
