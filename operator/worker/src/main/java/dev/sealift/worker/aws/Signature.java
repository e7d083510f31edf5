package dev.sealift.worker.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Call.Header;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/**
 * Signs requests to S3, version 4. Safe for use by many threads.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html">Authenticating requests</a>
 */
final class Signature {

    private static final String ALGORITHM = "AWS4-HMAC-SHA256";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final int DATE = "20261122".length();
    private static final String EMPTY = hex(sha256(ByteBuffer.allocate(0)));

    private final String region;
    private final Clock clock;
    private volatile @Nullable Key latest;

    /** A key is good for a day and a secret; to derive it costs four times what a signature does. */
    private record Key(String date, String secret, byte[] bytes) {

        boolean fits(String otherDate, String otherSecret) {
            return date.equals(otherDate) && secret.equals(otherSecret);
        }

        @Override
        public String toString() {
            return "Key[" + date + "]";
        }
    }

    Signature(String region, Clock clock) {
        this.region = region;
        this.clock = clock;
    }

    /** Adds all headers that a service needs to know who asks, and that nothing was changed on the way. */
    Call sign(Call call, String host, AwsCredentials credentials) {
        String time = TIME.format(Instant.ofEpochSecond(clock.instant().getEpochSecond()));
        String content = call.hasContent() ? hex(sha256(call.content())) : EMPTY;
        call.with("x-amz-content-sha256", content).with("x-amz-date", time);
        if (credentials instanceof AwsSessionCredentials session) {
            call.with("x-amz-security-token", session.sessionToken());
        }
        String date = time.substring(0, DATE);
        String scope = date + '/' + region + "/s3/aws4_request";
        Signed signed = Signed.of(call, host);
        String canonical = call.method()
                + '\n'
                + call.path()
                + '\n'
                + call.query().encoded()
                + '\n'
                + signed.lines()
                + '\n'
                + signed.names()
                + '\n'
                + content;
        String toSign = ALGORITHM + '\n' + time + '\n' + scope + '\n' + hex(sha256(ByteBuffer.wrap(bytes(canonical))));
        String signature = hex(hmac(key(date, credentials.secretAccessKey()), toSign));
        return call.with(
                "authorization",
                ALGORITHM + " Credential=" + credentials.accessKeyId() + '/' + scope + ", SignedHeaders="
                        + signed.names() + ", Signature=" + signature);
    }

    /** The headers that a signature covers: all that we send. */
    private record Signed(String lines, String names) {

        static Signed of(Call call, String host) {
            StringBuilder lines = new StringBuilder();
            StringBuilder names = new StringBuilder();
            List<Header> sorted = Stream.concat(call.headers().stream(), Stream.of(new Header("host", host)))
                    .sorted(Comparator.comparing(Header::name))
                    .toList();
            for (Header header : sorted) {
                lines.append(header.name())
                        .append(':')
                        .append(canonical(header.value()))
                        .append('\n');
                names.append(names.isEmpty() ? "" : ";").append(header.name());
            }
            return new Signed(lines.toString(), names.toString());
        }

        private static String canonical(String value) {
            String stripped = value.strip();
            return stripped.contains("  ") ? stripped.replaceAll(" +", " ") : stripped;
        }
    }

    private byte[] key(String date, String secret) {
        Key known = latest;
        if (known == null || !known.fits(date, secret)) {
            byte[] ofDate = hmac(bytes("AWS4" + secret), date);
            byte[] ofService = hmac(hmac(ofDate, region), "s3");
            known = new Key(date, secret, hmac(ofService, "aws4_request"));
            latest = known;
        }
        return known.bytes();
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(bytes(text));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }

    private static byte[] sha256(ByteBuffer content) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(content);
            return digest.digest();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
