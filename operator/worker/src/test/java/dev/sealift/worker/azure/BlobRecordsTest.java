package dev.sealift.worker.azure;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealift.worker.work.Retries;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the part of the blob protocol that records need. */
class BlobRecordsTest {

    private static final Pattern ID = Pattern.compile("<Latest>([^<]+)</Latest>");

    private final Map<String, byte[]> blocks = new ConcurrentHashMap<>();
    private final Map<String, byte[]> blobs = new ConcurrentSkipListMap<>();
    private HttpServer server;
    private BlobRecords records;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort() + "/account";
        records = new BlobRecords(Containers.at(endpoint, "sealift"), "uid/", 4, Retries.none());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String query = String.valueOf(exchange.getRequestURI().getQuery());
        switch (exchange.getRequestMethod()) {
            case "PUT" -> {
                byte[] body = exchange.getRequestBody().readAllBytes();
                if (query.contains("comp=blocklist")) {
                    blobs.put(path, joined(new String(body, UTF_8)));
                } else {
                    blocks.put(blockId(query), body);
                }
                exchange.sendResponseHeaders(201, -1);
            }
            case "DELETE" -> exchange.sendResponseHeaders(blobs.remove(path) == null ? 404 : 202, -1);
            default -> send(exchange, blobs.get(path));
        }
        exchange.close();
    }

    private static String blockId(String query) {
        return Arrays.stream(query.split("&", -1))
                .filter(part -> part.startsWith("blockid="))
                .map(part -> part.substring("blockid=".length()))
                .findFirst()
                .orElseThrow();
    }

    private byte[] joined(String list) {
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        ID.matcher(list).results().map(found -> found.group(1)).forEach(id -> {
            byte[] block = requireNonNull(blocks.get(id));
            whole.write(block, 0, block.length);
        });
        return whole.toByteArray();
    }

    private static void send(HttpExchange exchange, byte @Nullable [] content) throws IOException {
        if (content == null) {
            exchange.getResponseHeaders().set("x-ms-error-code", "BlobNotFound");
            exchange.sendResponseHeaders(404, -1);
            return;
        }
        exchange.getResponseHeaders().set("ETag", "\"0x1\"");
        exchange.getResponseHeaders().set("Last-Modified", "Sat, 21 Nov 2026 12:00:00 GMT");
        exchange.getResponseHeaders().set("Content-Range", "bytes 0-" + (content.length - 1) + "/" + content.length);
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(content.length));
        exchange.sendResponseHeaders(200, exchange.getRequestMethod().equals("HEAD") ? -1 : content.length);
        if (!exchange.getRequestMethod().equals("HEAD")) {
            exchange.getResponseBody().write(content);
        }
    }

    private Optional<String> read(String name) throws IOException {
        Optional<InputStream> found = records.read(name);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        try (InputStream in = found.get()) {
            return Optional.of(new String(in.readAllBytes(), UTF_8));
        }
    }

    @Test
    void keepsWhatIsWrittenWholeOverManyBlocks() throws IOException {
        records.write("index/source", out -> {
            out.write("hello, ".getBytes(UTF_8));
            out.write('w');
            out.write("orld".getBytes(UTF_8));
        });

        assertThat(read("index/source")).contains("hello, world");
        assertThat(blocks).hasSize(3);
        assertThat(new TreeMap<>(blobs)).containsOnlyKeys("/account/sealift/uid/index/source");
    }

    @Test
    void replacesWhatWasThere() throws IOException {
        records.write("index/source", out -> out.write("before".getBytes(UTF_8)));
        records.write("index/source", out -> out.write("after".getBytes(UTF_8)));

        assertThat(read("index/source")).contains("after");
    }

    @Test
    void leavesWhatWasThereWhenTheWritingFails() throws IOException {
        records.write("index/source", out -> out.write("before".getBytes(UTF_8)));

        assertThatThrownBy(() -> records.write("index/source", out -> {
                    out.write("half of what".getBytes(UTF_8));
                    throw new IOException("the source went away");
                }))
                .hasMessageContaining("the source went away");

        assertThat(read("index/source")).contains("before");
    }

    @Test
    void findsNothingWhereNothingIs() throws IOException {
        records.delete("index/source");

        assertThat(read("index/source")).isEmpty();
    }

    @Test
    void saysWhereARecordStands() {
        assertThat(records.locate("evidence/1"))
                .isEqualTo("http://127.0.0.1:" + server.getAddress().getPort() + "/account/sealift/uid/evidence/1");
    }
}
