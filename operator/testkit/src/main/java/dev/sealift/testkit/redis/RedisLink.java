package dev.sealift.testkit.redis;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * A connection to a Redis. One thread may send while another receives. A connection that breaks throws
 * {@link UncheckedIOException}.
 */
public final class RedisLink implements AutoCloseable {

    private static final int BUFFER = 64 << 10;
    private static final byte[] END = {'\r', '\n'};

    private final Closeable connection;
    private final InputStream in;
    private final OutputStream out;
    private final ReplyReader replies;

    private RedisLink(Closeable connection, InputStream in, OutputStream out) {
        this.connection = connection;
        this.in = new BufferedInputStream(in, BUFFER);
        this.out = new BufferedOutputStream(out, BUFFER);
        this.replies = new ReplyReader(this.in);
    }

    /**
     * Connects, and says nothing yet.
     *
     * @param tls whom to trust; plain if empty
     * @param patience for the connection and the TLS handshake
     */
    public static RedisLink open(String host, int port, Optional<SSLContext> tls, Duration patience)
            throws IOException {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), (int) patience.toMillis());
            if (tls.isPresent()) {
                socket.setSoTimeout((int) patience.toMillis());
                SSLSocket secured = (SSLSocket) tls.get().getSocketFactory().createSocket(socket, host, port, true);
                secured.startHandshake();
                secured.setSoTimeout(0);
                socket = secured;
            }
            return new RedisLink(socket, socket.getInputStream(), socket.getOutputStream());
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    /** Connects to a server on this machine by its socket in the file system. */
    public static RedisLink open(Path file) throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(file));
        return new RedisLink(channel, Channels.newInputStream(channel), Channels.newOutputStream(channel));
    }

    /** Puts a command into the buffer. */
    public void send(List<String> words) {
        try {
            out.write(Octets.bytes("*" + words.size() + "\r\n"));
            for (String word : words) {
                write(word);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A large one piece by piece, for a copy of it would take as much again. */
    private void write(String word) throws IOException {
        out.write(Octets.bytes("$" + word.length() + "\r\n"));
        for (int begin = 0; begin < word.length(); begin += BUFFER) {
            out.write(Octets.bytes(word.substring(begin, Math.min(word.length(), begin + BUFFER))));
        }
        out.write(END);
    }

    /** Sends what is in the buffer. */
    public void flush() {
        try {
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Waits for the next reply. */
    public Reply receive() {
        try {
            return replies.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and waits for its reply; throws {@link RedisRefusal} if that is an error. */
    public Reply ask(String... words) {
        send(Arrays.asList(words));
        flush();
        return receive().granted();
    }

    /** Sends commands and waits for all their replies, of which some may be errors. */
    public List<Reply> askAll(Collection<List<String>> commands) {
        commands.forEach(this::send);
        flush();
        List<Reply> answers = new ArrayList<>(commands.size());
        for (int i = 0; i < commands.size(); i++) {
            answers.add(receive());
        }
        return answers;
    }

    /** What comes, as it comes: for what is no reply. */
    public InputStream input() {
        return in;
    }

    /** How many bytes a command takes when it is sent. */
    public static int size(List<String> words) {
        int size = 3 + Integer.toString(words.size()).length();
        for (String word : words) {
            size += 5 + Integer.toString(word.length()).length() + word.length();
        }
        return size;
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
