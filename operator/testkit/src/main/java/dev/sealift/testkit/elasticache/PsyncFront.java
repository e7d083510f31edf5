package dev.sealift.testkit.elasticache;

import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.ReplyReader;
import dev.sealift.testkit.wire.Tls;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A port before a redis-server of this machine: ends TLS, knows no PSYNC, and takes another word for it. */
public final class PsyncFront implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(PsyncFront.class.getName());
    private static final int BUFFER = 64 << 10;

    private final ServerSocket socket;
    private final int server;
    private final String alias;

    private PsyncFront(ServerSocket socket, int server, String alias) {
        this.socket = socket;
        this.server = server;
        this.alias = alias;
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any free one
     * @param identity the certificate to show; no TLS if empty
     * @param server the redis-server's port
     * @param alias what PSYNC is called
     */
    public static PsyncFront open(int port, Optional<Tls> identity, int server, String alias) {
        try {
            ServerSocket socket = identity.isPresent()
                    ? identity.get().serverContext().getServerSocketFactory().createServerSocket()
                    : new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            PsyncFront front = new PsyncFront(socket, server, alias);
            Thread.ofPlatform().name("psync-front").daemon().start(front::accept);
            return front;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return socket.getLocalPort();
    }

    /**
     * Runs until it is stopped, on port 6379 before port 6380.
     *
     * <p>{@code FRONT_TLS_CERT} and {@code FRONT_TLS_KEY} (PEM), {@code FRONT_PSYNC}: what PSYNC is called.
     */
    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        Tls identity =
                Tls.ofPem(Path.of(given(environment, "FRONT_TLS_CERT")), Path.of(given(environment, "FRONT_TLS_KEY")));
        PsyncFront front = open(6379, Optional.of(identity), 6380, given(environment, "FRONT_PSYNC"));
        LOGGER.log(Level.INFO, "redis-server is behind port {0}", front.port());
        Thread.currentThread().join();
    }

    private static String given(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name))
                .orElseThrow(() -> new IllegalArgumentException(name + " is not set"));
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Thread.startVirtualThread(() -> serve(client));
            } catch (IOException e) {
                LOGGER.log(socket.isClosed() ? Level.TRACE : Level.WARNING, "no connection", e);
            }
        }
    }

    private void serve(Socket client) {
        try (client;
                Socket redis = new Socket(InetAddress.getLoopbackAddress(), server)) {
            client.setTcpNoDelay(true);
            redis.setTcpNoDelay(true);
            Thread.startVirtualThread(() -> answer(redis, client));
            passOn(client, redis);
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a connection ended", e);
        }
    }

    /** When either side hangs up, so does the other. */
    private static void answer(Socket redis, Socket client) {
        try (redis;
                client) {
            redis.getInputStream().transferTo(client.getOutputStream());
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a connection ended", e);
        }
    }

    private void passOn(Socket client, Socket redis) throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream(), BUFFER);
        OutputStream out = new BufferedOutputStream(redis.getOutputStream(), BUFFER);
        ReplyReader commands = new ReplyReader(in);
        while (true) {
            List<String> words = new ArrayList<>(commands.read().strings());
            if (words.getFirst().equalsIgnoreCase("PSYNC")) {
                refuse(client, words);
            } else {
                if (words.getFirst().equalsIgnoreCase(alias)) {
                    words.set(0, "PSYNC");
                }
                out.write(RedisLink.encoded(words));
            }
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    /** Who asks this waits for the answer, so no other is on its way. */
    private static void refuse(Socket client, List<String> words) throws IOException {
        String refusal = "-ERR unknown command '%s', with args beginning with: '%s' \r\n"
                .formatted(words.getFirst(), String.join("' '", words.subList(1, words.size())));
        client.getOutputStream().write(refusal.getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "not closed well", e);
        }
    }
}
