package dev.sealift.testkit.elasticache;

import dev.sealift.testkit.redis.Octets;
import dev.sealift.testkit.wire.Tls;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
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
        byte[] buffer = new byte[BUFFER];
        for (String count = line(in); !count.isEmpty(); count = line(in)) {
            int words = Integer.parseInt(count.substring(1));
            String name = word(in);
            if (name.equalsIgnoreCase("PSYNC")) {
                refuse(client, name, words(in, words - 1));
            } else {
                String passed = name.equalsIgnoreCase(alias) ? "PSYNC" : name;
                out.write(Octets.bytes("%s\r\n$%d\r\n%s\r\n".formatted(count, passed.length(), passed)));
                copyWords(in, words - 1, out, buffer);
            }
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    /** Up to the end of a line; empty at the end of all. */
    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet >= 0 && octet != '\n'; octet = in.read()) {
            line.append((char) octet);
        }
        return line.toString().trim();
    }

    private static String word(InputStream in) throws IOException {
        int length = Integer.parseInt(line(in).substring(1));
        byte[] word = in.readNBytes(length);
        in.skipNBytes(2);
        return Octets.of(word);
    }

    private static List<String> words(InputStream in, int count) throws IOException {
        List<String> words = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            words.add(word(in));
        }
        return words;
    }

    /** As they come, however long they are. */
    private static void copyWords(InputStream in, int count, OutputStream out, byte[] buffer) throws IOException {
        for (int i = 0; i < count; i++) {
            String length = line(in);
            out.write(Octets.bytes(length + "\r\n"));
            for (int left = Integer.parseInt(length.substring(1)) + 2; left > 0; ) {
                int read = in.readNBytes(buffer, 0, Math.min(buffer.length, left));
                if (read == 0) {
                    throw new EOFException();
                }
                out.write(buffer, 0, read);
                left -= read;
            }
        }
    }

    /** Who asks this waits for the answer, so no other is on its way. */
    private static void refuse(Socket client, String name, List<String> arguments) throws IOException {
        String refusal = "-ERR unknown command '%s', with args beginning with: '%s' \r\n"
                .formatted(name, String.join("' '", arguments));
        client.getOutputStream().write(Octets.bytes(refusal));
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
