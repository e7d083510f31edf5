package dev.sealift.testkit.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import javax.net.ssl.SSLContext;

/** Listens on a port and serves each connection on a virtual thread of its own, for as long as the client keeps it. */
public final class Listener implements AutoCloseable {

    private static final Logger LOGGER = System.getLogger(Listener.class.getName());
    private static final Duration IDLE = Duration.ofMinutes(5);
    private static final int BACKLOG = 1024;
    private static final int BUFFER = 32 << 10;
    private static final long DRAINED_AT_MOST = 64 << 20;

    private final ServerSocket socket;
    private final Function<Incoming, Outgoing> handler;
    private final Set<Socket> connections = ConcurrentHashMap.newKeySet();

    private Listener(ServerSocket socket, Function<Incoming, Outgoing> handler) {
        this.socket = socket;
        this.handler = handler;
    }

    /**
     * Opens the port.
     *
     * @param port 0 for any free one
     * @param identity the certificate to show; plain HTTP if empty
     * @param handler called on many threads at once
     */
    public static Listener open(int port, Optional<SSLContext> identity, Function<Incoming, Outgoing> handler) {
        try {
            ServerSocket socket = identity.isPresent()
                    ? identity.get().getServerSocketFactory().createServerSocket()
                    : new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port), BACKLOG);
            Listener listener = new Listener(socket, handler);
            Thread.ofPlatform().name("listener-" + listener.port()).daemon().start(listener::accept);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The port it listens on. */
    public int port() {
        return socket.getLocalPort();
    }

    private void accept() {
        while (!socket.isClosed()) {
            try {
                Socket connection = socket.accept();
                connections.add(connection);
                Thread.startVirtualThread(() -> serve(connection));
            } catch (IOException e) {
                LOGGER.log(socket.isClosed() ? Level.TRACE : Level.WARNING, "no connection", e);
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            connection.setSoTimeout((int) IDLE.toMillis());
            InputStream in = new BufferedInputStream(connection.getInputStream(), BUFFER);
            OutputStream out = new BufferedOutputStream(connection.getOutputStream(), BUFFER);
            while (serveOne(in, out)) {
                // The next request comes on the same connection.
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "a connection ended", e);
        } finally {
            connections.remove(connection);
        }
    }

    /** Whether another request may follow. */
    private boolean serveOne(InputStream in, OutputStream out) throws IOException {
        Optional<String> line = Framing.readLine(in);
        if (line.isEmpty()) {
            return false;
        }
        String[] words = line.get().split(" ", -1);
        if (words.length != 3 || !words[2].startsWith("HTTP/1.")) {
            write(out, "GET", new Outgoing.Message(400, Fields.NONE, Body.none()), true);
            return false;
        }
        Fields fields = Framing.readFields(in);
        Body body = Framing.body(fields, in, Body.none());
        Body awaited = expectsContinue(fields) ? new Body(body.length(), new ContinuedInput(body.stream(), out)) : body;
        Outgoing answer = handler.apply(new Incoming(words[0], path(words[1]), fields, awaited));
        boolean last = words[2].equals("HTTP/1.0")
                || fields.first("Connection").orElse("").equalsIgnoreCase("close");
        return switch (answer) {
            case Outgoing.Hangup() -> false;
            case Outgoing.Message message -> {
                boolean drained = write(out, words[0], message, last) && drained(awaited);
                yield drained && !last;
            }
        };
    }

    private static boolean expectsContinue(Fields fields) {
        return fields.first("Expect").orElse("").equalsIgnoreCase("100-continue");
    }

    /** A target may come with scheme and host before its path. */
    private static String path(String target) {
        return target.startsWith("/") ? target : target.replaceFirst("^https?://[^/]*", "");
    }

    private static boolean write(OutputStream out, String method, Outgoing.Message message, boolean last)
            throws IOException {
        try (Body body = message.body()) {
            boolean neverHasOne = message.status() == 204 || message.status() == 304;
            Fields fields = neverHasOne ? message.fields() : Framing.announcing(message.fields(), body);
            fields = fields.orElse(Fields.NONE.with("Date", HttpDates.format(Instant.now())));
            fields = last ? fields.with("Connection", "close") : fields;
            Framing.writeHead(out, "HTTP/1.1 " + message.status() + " " + Reasons.of(message.status()), fields);
            if (!method.equals("HEAD") && !neverHasOne) {
                Framing.writeBody(out, body);
            }
            return true;
        } finally {
            // Of a body that breaks off, what came before is sent.
            out.flush();
        }
    }

    /** Whether what is left of a request's body was little enough to read past it. */
    private static boolean drained(Body body) throws IOException {
        if (body.length() == 0) {
            return true;
        }
        if (body.stream() instanceof ContinuedInput awaited && !awaited.begun()) {
            return false;
        }
        byte[] buffer = new byte[8 << 10];
        for (long read = 0; read < DRAINED_AT_MOST; ) {
            int more = body.stream().read(buffer);
            if (more < 0) {
                return true;
            }
            read += more;
        }
        return false;
    }

    @Override
    public void close() {
        try {
            socket.close();
            for (Socket connection : connections) {
                connection.close();
            }
        } catch (IOException e) {
            LOGGER.log(Level.DEBUG, "not closed well", e);
        }
    }

    /** Tells the client to send its body once somebody wants it. */
    private static final class ContinuedInput extends java.io.FilterInputStream {

        private final OutputStream out;
        private boolean begun;

        ContinuedInput(InputStream in, OutputStream out) {
            super(in);
            this.out = out;
        }

        boolean begun() {
            return begun;
        }

        @Override
        public int read() throws IOException {
            begin();
            return super.read();
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            begin();
            return super.read(buffer, offset, length);
        }

        private void begin() throws IOException {
            if (!begun) {
                begun = true;
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                out.flush();
            }
        }
    }
}
