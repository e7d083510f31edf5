package dev.sealift.testkit.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.faults.FaultsAdmin;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.HttpDates;
import dev.sealift.testkit.wire.Incoming;
import dev.sealift.testkit.wire.Listener;
import dev.sealift.testkit.wire.Outgoing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.apache.ApacheHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The AWS SDK through the front, to a gateway that knows one object and one listing. */
class S3FrontTest {

    private static final String CONTENT =
            "an order of one hundred and one bytes".repeat(3).substring(0, 101);
    private static final String LISTING = """
            <?xml version="1.0" encoding="UTF-8"?>
            <ListBucketResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Name>orders</Name><KeyCount>1</KeyCount>\
            <IsTruncated>false</IsTruncated><Contents><Key>a.txt</Key><LastModified>2026-11-22T01:02:03.000Z</LastModified>\
            <ETag>"0af"</ETag><Size>101</Size></Contents></ListBucketResult>""";

    private final List<Incoming> received = new ArrayList<>();
    private final Listener gateway = Listener.open(0, Optional.empty(), this::gateway);
    private final S3Front front =
            S3Front.open(0, Optional.empty(), URI.create("http://localhost:" + gateway.port()), new Faults());
    private final FaultsAdmin faults = front.faults();
    private final S3Client s3 = S3Client.builder()
            .endpointOverride(front.uri())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("id", "secret")))
            .httpClientBuilder(ApacheHttpClient.builder())
            .overrideConfiguration(it -> it.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .build();

    private Outgoing gateway(Incoming request) {
        read(request.body());
        synchronized (received) {
            received.add(request);
        }
        Fields fields = Fields.NONE.with("ETag", "\"0af\"").with("Last-Modified", "Sun, 22 Nov 2026 01:02:03 GMT");
        return request.target().contains("list-type")
                ? new Outgoing.Message(200, fields.with("Content-Type", "application/xml"), body(LISTING))
                : new Outgoing.Message(200, fields, body(request.method().equals("PUT") ? "" : CONTENT));
    }

    private static Body body(String text) {
        return Body.of(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void read(Body body) {
        try {
            body.stream().readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void stop() {
        s3.close();
        front.close();
        gateway.close();
    }

    @Test
    void without_a_fault_all_goes_on_as_it_came() {
        s3.putObject(
                it -> it.bucket("orders").key("a b+ü.txt").metadata(Map.of("Origin", "test")),
                RequestBody.fromString("new"));

        assertThat(get()).isEqualTo(CONTENT);
        assertThat(received).first().satisfies(put -> {
            assertThat(put.target()).isEqualTo("/orders/a%20b%2B%C3%BC.txt");
            assertThat(put.fields().first("Host"))
                    .contains("localhost:" + front.uri().getPort());
            assertThat(put.fields().first("Authorization").orElse("")).startsWith("AWS4-HMAC-SHA256");
        });
    }

    @Test
    void it_refuses_as_s3_does_and_the_gateway_hears_nothing() {
        faults.add(new Faults.Rule(
                "GET",
                "/orders/",
                0,
                1,
                new Faults.Refuse(503, "SlowDown", "Please reduce your request rate.", Duration.ofSeconds(2))));

        assertThatThrownBy(this::get).isInstanceOfSatisfying(S3Exception.class, refused -> {
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("SlowDown");
            assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo("Please reduce your request rate.");
            assertThat(refused.awsErrorDetails().sdkHttpResponse().firstMatchingHeader("Retry-After"))
                    .contains("2");
            assertThat(refused.isThrottlingException()).isTrue();
        });
        assertThat(received).isEmpty();
        assertThat(faults.areSpent("/orders/")).isTrue();
        assertThat(get()).isEqualTo(CONTENT);
    }

    @Test
    void a_dropped_request_is_not_done_and_a_lost_answer_is() {
        faults.once("/orders/", new Faults.Drop());
        assertThatThrownBy(this::get).isInstanceOf(SdkClientException.class);
        assertThat(received).isEmpty();

        faults.once("/orders/", new Faults.DropAfter());
        assertThatThrownBy(this::get).isInstanceOf(SdkClientException.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void a_body_breaks_off_where_the_test_says() throws IOException {
        faults.once("/orders/", new Faults.Truncate(17));

        try (var body = s3.getObject(it -> it.bucket("orders").key("a.txt"))) {
            assertThat(body.response().contentLength()).isEqualTo(101);
            assertThatThrownBy(body::readAllBytes)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("expected: 101; received: 17");
        }
    }

    @Test
    void one_bit_is_another_one() {
        faults.once("/orders/", new Faults.Flip(100));

        byte[] got = object().asByteArray();

        assertThat(got).hasSize(101).startsWith(CONTENT.substring(0, 100).getBytes(StandardCharsets.UTF_8));
        assertThat(got[100]).isEqualTo((byte) (CONTENT.charAt(100) ^ 1));
    }

    @Test
    void the_object_seems_to_be_another_one() {
        faults.once("/orders/", new Faults.Retag("\"other\""));

        assertThat(object().response().eTag()).isEqualTo("\"other\"");
        assertThat(object().response().eTag()).isEqualTo("\"0af\"");
    }

    @Test
    void its_clock_is_ahead_in_headers_and_listings() {
        faults.add(new Faults.Rule(null, "/orders", 0, 2, new Faults.Shift(Duration.ofMinutes(10))));
        Instant later = Instant.parse("2026-11-22T01:12:03Z");

        GetObjectResponse got = object().response();

        assertThat(got.lastModified()).isEqualTo(later);
        assertThat(got.sdkHttpResponse().firstMatchingHeader("Date"))
                .get()
                .satisfies(date -> assertThat(Duration.between(Instant.now(), HttpDates.parse(date)))
                        .isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10)));
        assertThat(s3.listObjectsV2(it -> it.bucket("orders")).contents())
                .singleElement()
                .satisfies(listed -> assertThat(listed.lastModified()).isEqualTo(later));
    }

    private String get() {
        return object().asUtf8String();
    }

    private ResponseBytes<GetObjectResponse> object() {
        return s3.getObjectAsBytes(it -> it.bucket("orders").key("a.txt"));
    }
}
