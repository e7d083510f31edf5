package dev.sealift.worker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealift.api.worker.Restoration;
import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Item.Access;
import dev.sealift.worker.objects.Restorer.Answer;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Against an S3 that has one answer for all. */
class S3RestorerTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private S3Restorer restorer;
    private int status = 202;
    private String code = "";

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        restorer = S3Restorer.at(
                new S3Location("orders", "eu-central-1", "", endpoint, true),
                new Restoration(Restoration.Tier.Bulk, 7),
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")));
    }

    @AfterEach
    void stop() {
        restorer.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add("%s %s %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI(),
                        new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
        byte[] body = status < 300
                ? new byte[0]
                : "<Error><Code>%s</Code><Message>said so</Message></Error>"
                        .formatted(code)
                        .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static Item archived(String storageClass) {
        return new Item("a b/c", 5, Instant.EPOCH, null, null, storageClass, Access.Archived);
    }

    @ParameterizedTest
    @CsvSource({
        "202, '', Begun",
        "200, '', Readable",
        "409, RestoreAlreadyInProgress, UnderWay",
        "403, ObjectAlreadyInActiveTierError, Readable"
    })
    void understandsWhatS3Says(int said, String why, Answer answer) {
        status = said;
        code = why;

        assertThat(restorer.restore(archived("GLACIER"))).isEqualTo(answer);
    }

    @Test
    void saysHowFastAndForHowLong() {
        restorer.restore(archived("DEEP_ARCHIVE"));

        assertThat(requests)
                .singleElement()
                .asString()
                .startsWith("POST /orders/a%20b/c?restore= ")
                .contains("<Days>7</Days>", "<Tier>Bulk</Tier>");
    }

    /** S3 refuses days there. */
    @Test
    void saysNoDaysWhereS3MovesObjectsByItself() {
        restorer.restore(archived("INTELLIGENT_TIERING"));

        assertThat(requests).singleElement().asString().doesNotContain("Days").contains("<Tier>Bulk</Tier>");
    }

    @Test
    void namesTheRightThatIsMissing() {
        status = 403;
        code = "AccessDenied";

        assertThatThrownBy(() -> restorer.restore(archived("GLACIER")))
                .isInstanceOfSatisfying(TroubleException.class, e -> {
                    assertThat(e.trouble().reason()).isEqualTo("PermissionMissing");
                    assertThat(e.trouble().message()).contains("s3:RestoreObject on s3://orders/a b/c");
                });
    }

    @Test
    void triesAgainWhatIsTooMuchForS3() {
        status = 503;
        code = "GlacierExpeditedRetrievalNotAvailable";

        assertThatThrownBy(() -> restorer.restore(archived("GLACIER")))
                .isInstanceOfSatisfying(
                        TroubleException.class,
                        e -> assertThat(e.trouble().retryable()).isTrue());
    }
}
