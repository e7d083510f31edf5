package dev.sealift.worker.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealift.api.worker.S3Location;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Item.Access;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** Against an S3 of two pages. */
class S3SourceTest {

    private HttpServer server;
    private S3Source source;
    private final List<String> queries = new ArrayList<>();
    private final List<String> optional = new ArrayList<>();

    private static final Map<String, Map<String, String>> ARCHIVES = Map.of(
            "/orders/cold", Map.of("x-amz-storage-class", "GLACIER"),
            "/orders/thawing",
                    Map.of("x-amz-storage-class", "DEEP_ARCHIVE", "x-amz-restore", "ongoing-request=\"true\""),
            "/orders/restored",
                    Map.of(
                            "x-amz-storage-class",
                            "GLACIER",
                            "x-amz-restore",
                            "ongoing-request=\"false\", expiry-date=\"Mon, 21 Dec 2026 00:00:00 GMT\""),
            "/orders/tiered",
                    Map.of("x-amz-storage-class", "INTELLIGENT_TIERING", "x-amz-archive-status", "ARCHIVE_ACCESS"),
            "/orders/frequent", Map.of("x-amz-storage-class", "INTELLIGENT_TIERING"));

    @ParameterizedTest
    @CsvSource({"cold, true", "thawing, true", "restored, false", "tiered, true", "frequent, false"})
    void tellsWhatCantBeReadUntilItIsRestored(String key, boolean archived) {
        assertThat(source.look(key))
                .hasValueSatisfying(seen -> assertThat(seen.archived()).isEqualTo(archived));
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        S3Location location = new S3Location(
                "orders",
                "eu-central-1",
                "p/",
                URI.create("http://127.0.0.1:" + server.getAddress().getPort()),
                true);
        source = S3Source.at(
                location,
                KeyRange.ALL,
                StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIA", "secret")),
                Retries.none());
    }

    @AfterEach
    void stop() {
        source.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = exchange.getRequestURI().getRawQuery();
        if (path.equals("/orders") || path.equals("/orders/")) {
            queries.add(query);
            optional.addAll(
                    exchange.getRequestHeaders().getOrDefault("x-amz-optional-object-attributes", List.of("none")));
            reply(exchange, 200, page(query));
        } else if (path.endsWith("/encrypted")) {
            exchange.getResponseHeaders().set("ETag", "\"9a0364b9e99bb480dd25e1f0284c8555\"");
            exchange.getResponseHeaders().set("Content-Length", "5");
            exchange.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT");
            exchange.getResponseHeaders().set("x-amz-server-side-encryption", "aws:kms");
            exchange.sendResponseHeaders(200, -1);
        } else if (ARCHIVES.containsKey(path)) {
            exchange.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT");
            ARCHIVES.get(path)
                    .forEach((name, value) -> exchange.getResponseHeaders().set(name, value));
            exchange.sendResponseHeaders(200, -1);
        } else if (path.endsWith("/denied")) {
            reply(exchange, 403, "<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>");
        } else {
            exchange.sendResponseHeaders(404, -1);
        }
        exchange.close();
    }

    private static String page(String query) {
        if (query.contains("versions")) {
            return query.contains("key-marker") ? lastVersions() : firstVersions();
        }
        return query.contains("continuation-token") ? lastPage() : firstPage();
    }

    private static String firstVersions() {
        return "<ListVersionsResult><IsTruncated>true</IsTruncated><NextKeyMarker>p/b</NextKeyMarker>"
                + "<NextVersionIdMarker>2</NextVersionIdMarker><EncodingType>url</EncodingType>"
                + version("p/a", true) + version("p/a", false) + version("p/b", false)
                + "<DeleteMarker><Key>p/a%2B</Key><IsLatest>true</IsLatest></DeleteMarker></ListVersionsResult>";
    }

    private static String lastVersions() {
        return "<ListVersionsResult><IsTruncated>false</IsTruncated>" + version("p/b", false) + "</ListVersionsResult>";
    }

    private static String version(String key, boolean latest) {
        return "<Version><Key>" + key + "</Key><IsLatest>" + latest + "</IsLatest><Size>7</Size></Version>";
    }

    @Test
    void listsWhatIsNotCurrent() {
        List<OldVersion> old = new ArrayList<>();
        source.listOld(old::add);

        assertThat(old)
                .containsExactly(
                        new OldVersion("p/a", 7, false),
                        new OldVersion("p/a+", 0, true),
                        new OldVersion("p/b", 7, false),
                        new OldVersion("p/b", 7, false));
        assertThat(queries).last().asString().contains("key-marker=p%2Fb").contains("version-id-marker=2");
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/xml");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String object(String key, String etag, String storageClass) {
        return "<Contents><Key>" + key + "</Key><LastModified>2026-11-21T12:00:00.000Z</LastModified><ETag>&quot;"
                + etag + "&quot;</ETag><Size>5</Size><StorageClass>" + storageClass + "</StorageClass></Contents>";
    }

    private static String restored(String key, boolean inProgress) {
        String expiry = inProgress ? "" : "<RestoreExpiryDate>2026-12-21T00:00:00.000Z</RestoreExpiryDate>";
        return object(key, "x", "GLACIER")
                .replace(
                        "</Contents>",
                        "<RestoreStatus><IsRestoreInProgress>" + inProgress + "</IsRestoreInProgress>" + expiry
                                + "</RestoreStatus></Contents>");
    }

    private static String page(boolean truncated, String contents) {
        return "<?xml version=\"1.0\"?><ListBucketResult><Name>orders</Name><EncodingType>url</EncodingType><IsTruncated>"
                + truncated + "</IsTruncated>"
                + (truncated ? "<NextContinuationToken>next</NextContinuationToken>" : "") + contents
                + "</ListBucketResult>";
    }

    private static String firstPage() {
        return page(
                true,
                object("p/a+b%01%25", "9A0364B9E99BB480DD25E1F0284C8555", "STANDARD")
                        + object("p/big", "9a0364b9e99bb480dd25e1f0284c8555-3", "INTELLIGENT_TIERING"));
    }

    private static String lastPage() {
        return page(
                false,
                object("p/cold", "x", "GLACIER")
                        + restored("p/cold-1", true)
                        + restored("p/cold-2", false)
                        + object("p/cool", "x", "GLACIER_IR")
                        + object("p/frozen", "x", "DEEP_ARCHIVE"));
    }

    @Test
    void listsEveryPage() {
        List<Item> items = new ArrayList<>();
        source.list(items::add);
        Instant modified = Instant.parse("2026-11-21T12:00:00Z");

        assertThat(items)
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("version")
                .containsExactly(
                        new Item(
                                "p/a b\u0001%",
                                5,
                                modified,
                                "9a0364b9e99bb480dd25e1f0284c8555",
                                "\"9A0364B9E99BB480DD25E1F0284C8555\"",
                                "STANDARD",
                                Access.Readable),
                        item("p/big", "INTELLIGENT_TIERING", Access.Readable),
                        item("p/cold", "GLACIER", Access.Archived),
                        item("p/cold-1", "GLACIER", Access.Restoring),
                        item("p/cold-2", "GLACIER", Access.Readable),
                        item("p/cool", "GLACIER_IR", Access.Readable),
                        item("p/frozen", "DEEP_ARCHIVE", Access.Archived));
        assertThat(optional).containsExactly("RestoreStatus", "RestoreStatus");
        assertThat(queries).hasSize(2).allMatch(q -> q.contains("encoding-type=url") && q.contains("prefix=p%2F"));
    }

    private static Item item(String key, String storageClass, Access access) {
        return new Item(key, 5, Instant.parse("2026-11-21T12:00:00Z"), null, "", storageClass, access);
    }

    @Test
    void doesntTrustTheETagOfAnEncryptedObject() {
        assertThat(source.look("encrypted")).hasValueSatisfying(seen -> {
            assertThat(seen.md5()).isEqualTo("9a0364b9e99bb480dd25e1f0284c8555");
            assertThat(seen.md5Trusted()).isFalse();
        });
        assertThat(source.look("other")).isEmpty();
    }

    @Test
    void namesWhatIsDenied() {
        assertThatThrownBy(() -> source.readFirstByte("denied")).isInstanceOfSatisfying(TroubleException.class, e -> {
            assertThat(e.trouble().reason()).isEqualTo("PermissionMissing");
            assertThat(e.trouble().message()).contains("s3:GetObject on s3://orders/denied");
        });
    }
}
