package dev.sealift.worker.status;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sealift.api.worker.WorkerContract;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Progress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Serves the status while work is under way, and status and report after it, until the operator says that it has kept both.
 * Reading never changes anything; {@code POST /collected} before there is an outcome is refused.
 */
public final class StatusServer implements AutoCloseable {

    private static final String HEALTH_PATH = "/healthz";

    private final String key;
    private final Progress progress;
    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch collected = new CountDownLatch(1);
    private volatile @Nullable Finished finished;

    private StatusServer(String key, Progress progress, HttpServer server) {
        this.key = key;
        this.progress = progress;
        this.server = server;
    }

    /**
     * Listens on all interfaces, because the API server's pod proxy comes by the pod's address.
     *
     * @param port 0 for any free one
     */
    public static StatusServer start(int port, String key, Progress progress) throws IOException {
        StatusServer status = new StatusServer(key, progress, HttpServer.create(new InetSocketAddress(port), 0));
        status.server.setExecutor(status.threads);
        status.server.createContext("/", status::answer);
        status.server.start();
        return status;
    }

    public int port() {
        return server.getAddress().getPort();
    }

    public void finish(Finished result) {
        this.finished = result;
    }

    /** Waits until outcome and report are collected; false if nobody did in time. */
    public boolean awaitCollected(Duration longest) throws InterruptedException {
        return collected.await(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            switch (exchange.getRequestURI().getPath()) {
                case WorkerContract.STATUS_PATH -> read(exchange, "application/json", status());
                case WorkerContract.REPORT_PATH -> read(exchange, "application/x-ndjson", report());
                case HEALTH_PATH -> read(exchange, "text/plain", "ok");
                case WorkerContract.COLLECTED_PATH -> collect(exchange);
                default -> reply(exchange, 404, "text/plain", "not found");
            }
        }
    }

    private String status() throws IOException {
        Finished result = finished;
        return Json.MAPPER.writeValueAsString(
                new WorkerStatus(key, progress.now(), result == null ? null : result.outcome()));
    }

    private String report() {
        Finished result = finished;
        return result == null ? "" : result.report();
    }

    private void read(HttpExchange exchange, String type, String body) throws IOException {
        if (exchange.getRequestMethod().equals("GET")) {
            reply(exchange, 200, type, body);
        } else {
            reply(exchange, 405, "text/plain", "GET only");
        }
    }

    private void collect(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestMethod().equals("POST")) {
            reply(exchange, 405, "text/plain", "POST only");
        } else if (finished == null) {
            reply(exchange, 409, "text/plain", "the work is still under way");
        } else {
            reply(exchange, 200, "text/plain", "ok");
            collected.countDown();
        }
    }

    private static void reply(HttpExchange exchange, int code, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        // A length of 0 would mean "chunked, of unknown length"; -1 means "no body".
        exchange.sendResponseHeaders(code, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(1);
        threads.shutdown();
    }
}
