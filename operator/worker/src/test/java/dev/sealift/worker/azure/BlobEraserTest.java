package dev.sealift.worker.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealift.worker.objects.Eraser.Erasure;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a service that has one answer for all. */
class BlobEraserTest {

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private BlobEraser eraser;
    private int status;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        String endpoint = "http://127.0.0.1:" + server.getAddress().getPort() + "/account";
        eraser = new BlobEraser(Containers.at(endpoint, "orders"), "moved/", Retries.none());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        requests.add("%s %s If-Match %s"
                .formatted(
                        exchange.getRequestMethod(),
                        exchange.getRequestURI().getRawPath(),
                        exchange.getRequestHeaders().getFirst("If-Match")));
        assertThat(exchange.getRequestHeaders().containsKey("x-ms-delete-snapshots"))
                .isFalse();
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource({"202, Gone", "404, Gone", "412, Changed", "409, Held"})
    void deletesOneVersionOrSaysWhyNot(int answer, Erasure erasure) {
        status = answer;

        assertThat(eraser.erase("a b/c", "0x1")).isEqualTo(erasure);
        assertThat(requests).containsExactly("DELETE /account/orders/moved%2Fa%20b%2Fc If-Match \"0x1\"");
    }

    @Test
    void namesWhatIsDenied() {
        status = 403;

        assertThatThrownBy(() -> eraser.erase("a", "0x1"))
                .isInstanceOfSatisfying(
                        TroubleException.class,
                        e -> assertThat(e.trouble().message()).contains("moved/a"));
    }
}
