package dev.sealift.testkit.wire;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Sends requests to one server over plain HTTP, on connections that it keeps for a short while. It is named as the host, unless the request names one. */
public final class Upstream {

    private static final int BUFFER = 32 << 10;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration READ = Duration.ofMinutes(5);

    /** Less than the 5 s after which a Node server closes an idle connection, unless told otherwise. */
    private static final Duration KEPT = Duration.ofSeconds(3);

    /** What came back. Closing the body gives the connection back, or ends it if bytes are left. */
    public record Response(int status, Fields fields, Body body) {}

    private final String host;
    private final int port;
    private final ConcurrentLinkedDeque<Connection> idle = new ConcurrentLinkedDeque<>();

    /** Names the server; connects to it only when there is something to send. */
    public Upstream(String host, int port) {
        this.host = host;
        this.port = port;
    }

    /**
     * Sends and waits for the head of the answer.
     *
     * @throws BrokenBodyException if the body to send broke off, in which case the server didn't get all of it
     */
    public Response send(String method, String target, Fields fields, Body body) throws IOException {
        Connection connection = connection();
        try {
            return connection.send(method, target, fields.orElse(Fields.NONE.with("Host", host + ":" + port)), body);
        } catch (IOException e) {
            connection.end();
            throw e;
        }
    }

    private Connection connection() throws IOException {
        for (Connection kept = idle.pollFirst(); kept != null; kept = idle.pollFirst()) {
            if (kept.isFresh()) {
                return kept;
            }
            kept.end();
        }
        return new Connection();
    }

    private final class Connection {

        private final Socket socket = new Socket();
        private final InputStream in;
        private final OutputStream out;
        private long idleSince;

        Connection() throws IOException {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) READ.toMillis());
            socket.connect(new InetSocketAddress(host, port), (int) CONNECT.toMillis());
            in = new BufferedInputStream(socket.getInputStream(), BUFFER);
            out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
        }

        boolean isFresh() {
            return System.nanoTime() - idleSince < KEPT.toNanos();
        }

        Response send(String method, String target, Fields fields, Body body) throws IOException {
            boolean sent = write(method, target, fields, body);
            String line = Framing.readLine(in).orElseThrow(() -> new EOFException("no answer"));
            Fields answered = Framing.readFields(in);
            while (line.startsWith("HTTP/1.1 1")) {
                line = Framing.readLine(in).orElseThrow(() -> new EOFException("no answer"));
                answered = Framing.readFields(in);
            }
            int status = Integer.parseInt(line.split(" ", 3)[1]);
            boolean keeps = sent && !answered.first("Connection").orElse("").equalsIgnoreCase("close");
            return new Response(status, answered, body(method, status, answered, keeps));
        }

        /** Whether all was sent. A server that refuses early closes its ear, and still has an answer to read. */
        private boolean write(String method, String target, Fields fields, Body body) throws IOException {
            try {
                Framing.writeHead(out, method + " " + target + " HTTP/1.1", Framing.announcing(fields, body));
                Framing.writeBody(out, body);
                out.flush();
                return true;
            } catch (BrokenBodyException e) {
                throw e;
            } catch (IOException _) {
                return false;
            }
        }

        private Body body(String method, int status, Fields fields, boolean keeps) throws IOException {
            if (method.equals("HEAD") || status == 204 || status == 304) {
                give(keeps);
                long length =
                        fields.first("Content-Length").map(Long::parseLong).orElse(0L);
                return new Body(length, InputStream.nullInputStream());
            }
            Optional<Body> announced = announced(fields);
            InputStream stream = announced.isPresent() ? announced.get().stream() : in;
            return new Body(
                    announced.map(Body::length).orElse(Body.UNKNOWN),
                    new Returning(stream, this, keeps && announced.isPresent()));
        }

        private Optional<Body> announced(Fields fields) throws IOException {
            boolean is = fields.has("Content-Length") || fields.has("Transfer-Encoding");
            return is ? Optional.of(Framing.body(fields, in, Body.none())) : Optional.empty();
        }

        private void give(boolean keeps) {
            if (keeps) {
                idleSince = System.nanoTime();
                idle.addFirst(this);
            } else {
                end();
            }
        }

        private void end() {
            try {
                socket.close();
            } catch (IOException _) {
                // It is ended either way.
            }
        }
    }

    /** A body that gives its connection back when it was read to the end. */
    private static final class Returning extends FilterInputStream {

        private final Connection connection;
        private final boolean keeps;
        private boolean ended;
        private boolean closed;

        Returning(InputStream in, Connection connection, boolean keeps) {
            super(in);
            this.connection = connection;
            this.keeps = keeps;
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            ended |= read < 0;
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            ended |= read < 0;
            return read;
        }

        @Override
        public void close() throws IOException {
            if (!closed) {
                closed = true;
                connection.give(keeps && (ended || read() < 0));
            }
        }
    }
}
