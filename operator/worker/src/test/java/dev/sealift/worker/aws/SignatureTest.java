package dev.sealift.worker.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Call.Header;
import dev.sealift.worker.http.Encoding;
import dev.sealift.worker.http.Query;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Every signature is the one that AWS's own signer makes. */
class SignatureTest {

    private static final String HOST = "orders.s3.eu-central-1.amazonaws.com";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-22T10:11:12.345Z"), ZoneOffset.UTC);

    private static final AwsCredentials USER = AwsBasicCredentials.create("AKIA", "secret/+key");
    private static final AwsCredentials ROLE = AwsSessionCredentials.create("ASIA", "other", "the+session/token==");

    private final Signature signature = new Signature("eu-central-1", CLOCK);

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.strings()
                .all()
                .excludeChars('\0')
                .ofMinLength(1)
                .ofMaxLength(40)
                .filter(key -> key.chars().noneMatch(c -> Character.isSurrogate((char) c)));
    }

    @Property(tries = 500)
    void ofAnyKeyAndParameter(@ForAll("keys") String key, @ForAll("keys") String prefix, @ForAll boolean role) {
        AwsCredentials credentials = role ? ROLE : USER;
        Call call = Call.of(
                        "GET",
                        "/" + Encoding.ofPath(key),
                        Query.of("prefix", prefix).and("list-type", "2"))
                .with("x-amz-checksum-mode", "ENABLED")
                .with("range", "bytes=0-7");

        signature.sign(call, HOST, credentials);

        assertThat(header(call, "authorization")).isEqualTo(theirs(call, null, credentials));
    }

    @Test
    void ofAContent() {
        byte[] content = {1, 2, 3};
        Call call = Call.of("PUT", "/a").with("content-type", "text/plain").carrying(ByteBuffer.wrap(content));

        signature.sign(call, HOST, USER);

        assertThat(header(call, "authorization")).isEqualTo(theirs(call, content, USER));
    }

    @Test
    void ofAnotherSecretIsAnother() {
        Call first = signature.sign(Call.of("GET", "/a"), HOST, USER);
        Call second = signature.sign(Call.of("GET", "/a"), HOST, AwsBasicCredentials.create("AKIA", "renewed"));

        assertThat(header(second, "authorization"))
                .isNotEqualTo(header(first, "authorization"))
                .isEqualTo(theirs(second, null, AwsBasicCredentials.create("AKIA", "renewed")));
    }

    private static String header(Call call, String name) {
        return call.headers().stream()
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .findFirst()
                .orElseThrow();
    }

    /** What AWS's signer makes of the same request, before we signed it. */
    private static String theirs(Call call, byte @Nullable [] content, AwsCredentials credentials) {
        String query = call.query().isEmpty() ? "" : "?" + call.query().encoded();
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.fromValue(call.method()))
                .uri(URI.create("https://" + HOST + call.path() + query));
        call.headers().stream()
                .filter(header ->
                        !header.name().equals("authorization") && !header.name().startsWith("x-amz-date"))
                .filter(header -> !header.name().equals("x-amz-security-token"))
                .filter(header -> !header.name().equals("x-amz-content-sha256"))
                .forEach(header -> request.putHeader(header.name(), header.value()));
        return AwsV4HttpSigner.create()
                .sign(r -> {
                    r.request(request.build())
                            .identity(credentials)
                            .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "s3")
                            .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                            .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                            .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                            .putProperty(HttpSigner.SIGNING_CLOCK, CLOCK);
                    if (content != null) {
                        ContentStreamProvider payload = () -> new ByteArrayInputStream(content);
                        r.payload(payload);
                    }
                })
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }
}
