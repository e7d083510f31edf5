package dev.sealift.worker.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealift.api.BlobTier;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.objects.Attributes;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Writer.Block;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What goes out, and with which token, against an account that takes the tokens it is told to. */
class ContainerTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Map<String, String> seen = new TreeMap<>();
    private String body = "";
    private String answer = "";
    private @Nullable String taken;
    private int tokens;
    private Duration life = Duration.ofDays(1);
    private HttpServer server;
    private Container container;
    private BlobWriter writer;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        URI account = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
        container = Container.at(
                new BlobLocation(account, "orders", "", false),
                request -> Mono.just(new AccessToken(
                        "token-" + ++tokens, OffsetDateTime.now().plus(life))),
                4);
        writer = new BlobWriter(container, "moved/");
    }

    @AfterEach
    void stop() {
        container.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
        exchange.getRequestHeaders()
                .forEach((name, values) -> seen.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
        body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        boolean welcome = taken == null || ("Bearer " + taken).equals(seen.get("authorization"));
        if (!welcome) {
            exchange.getResponseHeaders().set("x-ms-error-code", "InvalidAuthenticationInfo");
        }
        byte[] content = answer.getBytes(UTF_8);
        exchange.sendResponseHeaders(welcome ? 200 : 401, content.length == 0 ? -1 : content.length);
        exchange.getResponseBody().write(content);
        exchange.close();
    }

    private void put() {
        writer.put("a", ByteBuffer.allocate(0), new byte[16], Attributes.NONE);
    }

    @Test
    void putsABlobWithAllThatBelongsToIt() {
        Headers headers = new Headers(Map.of("Content-Type", "text/plain"), Map.of("owner", "ann"));

        writer.put(
                "a b/ü",
                ByteBuffer.wrap("hello".getBytes(UTF_8)),
                new byte[16],
                new Attributes(headers, Map.of("a b", "c/d"), Optional.of(BlobTier.Cool)));

        assertThat(requests).containsExactly("PUT /orders/moved%2Fa%20b%2F%C3%BC");
        assertThat(body).isEqualTo("hello");
        assertThat(seen)
                .containsEntry("authorization", "Bearer token-1")
                .containsEntry("x-ms-blob-type", "BlockBlob")
                .containsEntry("x-ms-blob-content-type", "text/plain")
                .containsEntry("x-ms-meta-owner", "ann")
                .containsEntry("x-ms-access-tier", "Cool")
                .containsEntry("x-ms-tags", "a%20b=c%2Fd")
                .containsEntry("content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")
                .containsEntry("x-ms-blob-content-md5", "AAAAAAAAAAAAAAAAAAAAAA==")
                .containsEntry("x-ms-version", "2026-02-06")
                .containsKey("x-ms-date");
    }

    @Test
    void stagesAndCommitsBlocks() {
        writer.stage("a", "YQ==", ByteBuffer.wrap("one".getBytes(UTF_8)));
        assertThat(requests).last().isEqualTo("PUT /orders/moved%2Fa?blockid=YQ%3D%3D&comp=block");

        writer.commit("a", List.of("YQ==", "Yg=="), new byte[16], Attributes.NONE);
        assertThat(requests).last().isEqualTo("PUT /orders/moved%2Fa?comp=blocklist");
        assertThat(body).endsWith("<BlockList><Latest>YQ==</Latest><Latest>Yg==</Latest></BlockList>");
    }

    @Test
    void readsWhatWaits() {
        answer = "<BlockList><CommittedBlocks/><UncommittedBlocks><Block><Name>YQ==</Name><Size>3</Size></Block>"
                + "<Block><Name>Yg==</Name><Size>4</Size></Block></UncommittedBlocks></BlockList>";

        assertThat(writer.staged("a")).containsExactly(new Block("YQ==", 3), new Block("Yg==", 4));
    }

    @Test
    void showsOneTokenAsLongAsItIsGood() {
        put();
        put();

        assertThat(tokens).isEqualTo(1);
    }

    /** Tokens of less than the margin must not be asked for with every request. */
    @Test
    void usesAShortLivedTokenForAWhile() {
        life = Duration.ofSeconds(60);
        put();
        put();

        assertThat(tokens).isEqualTo(1);
    }

    @Test
    void refusedAYoungTokenItSaysSo() {
        taken = "another";

        assertThatThrownBy(this::put)
                .isInstanceOfSatisfying(
                        TroubleException.class,
                        e -> assertThat(e.trouble().reason()).isEqualTo("CredentialsRejected"));
        assertThat(tokens).isEqualTo(1);
    }

    @Test
    void readsAPageOfBlobs() {
        List<BlobPage.Listed> blobs = new ArrayList<>();
        String document =
                "\uFEFF<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Prefix>p/</Prefix><Blobs>"
                        + "<Blob><Name>p/a &amp; b</Name><Properties><Last-Modified>Sat, 21 Nov 2026 12:00:00 GMT</Last-Modified>"
                        + "<Etag>0x1</Etag><Content-Length>5</Content-Length><Content-MD5>AAAAAAAAAAAAAAAAAAAAAA==</Content-MD5></Properties>"
                        + "<Metadata><Name>not the blob's</Name></Metadata><OrMetadata/></Blob>"
                        + "<Blob><Name Encoded=\"true\">p/%01+c</Name><Properties><Content-MD5/></Properties></Blob>"
                        + "<Blob><Name>p/folder</Name><Properties><Content-Length>0</Content-Length></Properties>"
                        + "<Metadata><Hdi_isfolder>true</Hdi_isfolder></Metadata></Blob>"
                        + "</Blobs><NextMarker>more</NextMarker></EnumerationResults>";

        BlobPage page = BlobPage.read(new java.io.ByteArrayInputStream(document.getBytes(UTF_8)));
        blobs.addAll(page.blobs());

        assertThat(blobs).extracting(BlobPage.Listed::name).containsExactly("p/a & b", "p/\u0001+c");
        assertThat(blobs.getFirst().size()).isEqualTo(5);
        assertThat(BlobHead.md5(blobs.getFirst().md5())).isEqualTo("0".repeat(32));
        assertThat(BlobHead.md5(blobs.getLast().md5())).isNull();
        assertThat(Optional.ofNullable(page.next())).contains("more");
    }
}
