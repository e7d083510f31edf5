package dev.sealift.testkit.azure;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.sealift.testkit.wire.Tls;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A web server from which objects can be copied, as from S3 by a presigned URL. */
final class CopySourceServer implements AutoCloseable {

    private final HttpServer server;
    private final boolean secure;
    private final Map<String, byte[]> objects = new ConcurrentHashMap<>();
    private final Queue<String> asked = new ConcurrentLinkedQueue<>();

    CopySourceServer(Optional<Tls> identity) {
        secure = identity.isPresent();
        try {
            InetSocketAddress address = new InetSocketAddress("localhost", 0);
            server = secure ? HttpsServer.create(address, 0) : HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (server instanceof HttpsServer https) {
            https.setHttpsConfigurator(
                    new HttpsConfigurator(identity.orElseThrow().serverContext()));
        }
        server.createContext("/", this::serve);
        server.start();
    }

    String put(String path, byte[] object) {
        objects.put(path, object);
        return url(path);
    }

    String url(String path) {
        return (secure ? "https" : "http") + "://localhost:"
                + server.getAddress().getPort() + path;
    }

    List<String> asked() {
        return List.copyOf(asked);
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(exchange.getRequestURI().toString());
            String path = exchange.getRequestURI().getRawPath();
            byte[] object = objects.get(path);
            if (path.startsWith("/forbidden")) {
                exchange.sendResponseHeaders(403, -1);
            } else if (object == null) {
                exchange.sendResponseHeaders(404, -1);
            } else if (changed(exchange)) {
                exchange.sendResponseHeaders(412, -1);
            } else {
                send(exchange, path, object);
            }
        }
    }

    private static boolean changed(HttpExchange exchange) {
        String wanted = exchange.getRequestHeaders().getFirst("If-Match");
        return wanted != null && !wanted.equals("\"one\"");
    }

    private static void send(HttpExchange exchange, String path, byte[] object) throws IOException {
        exchange.getResponseHeaders().set("ETag", "\"one\"");
        exchange.getResponseHeaders().set("Content-Type", "text/x-source");
        exchange.getResponseHeaders().set("Cache-Control", "max-age=60");
        String range = exchange.getRequestHeaders().getFirst("Range");
        byte[] part = range == null ? object : slice(object, range);
        exchange.sendResponseHeaders(range == null ? 200 : 206, part.length == 0 ? -1 : part.length);
        if (path.startsWith("/breaking")) {
            exchange.getResponseBody().write(part, 0, part.length / 2);
            exchange.getResponseBody().flush();
            throw new IOException("as the test wants");
        }
        exchange.getResponseBody().write(part);
    }

    private static byte[] slice(byte[] object, String range) {
        String[] ends = range.substring("bytes=".length()).split("-", -1);
        return Arrays.copyOfRange(object, Integer.parseInt(ends[0]), Integer.parseInt(ends[1]) + 1);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
