package dev.sealift.worker.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a socket that answers what it is told to, byte by byte. */
class WireTest {

    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> requests = new LinkedBlockingQueue<>();
    private final AtomicInteger connections = new AtomicInteger();
    private ServerSocket server;
    private Wire wire;

    @BeforeEach
    void start() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
        wire = Wire.to(URI.create("http://127.0.0.1:" + server.getLocalPort()), 4);
    }

    @AfterEach
    void stop() throws IOException {
        wire.close();
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> serve(socket));
            }
        } catch (IOException e) {
            // The test is over.
        }
    }

    private void serve(Socket socket) {
        try (socket;
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1))) {
            while (true) {
                requests.add(request(in));
                String answer = answers.take();
                if (answer.isEmpty()) {
                    return;
                }
                socket.getOutputStream().write(answer.getBytes(ISO_8859_1));
            }
        } catch (IOException | InterruptedException e) {
            // The client has gone.
        }
    }

    private static String request(BufferedReader in) throws IOException {
        StringBuilder head = new StringBuilder();
        int length = 0;
        for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
            head.append(line).append('\n');
            if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length: ")) {
                length = Integer.parseInt(line.substring("content-length: ".length()));
            }
        }
        if (head.isEmpty()) {
            throw new IOException("the client has gone");
        }
        char[] body = new char[length];
        int read = length == 0 ? 0 : in.read(body);
        return head + "\n" + new String(body, 0, read);
    }

    private static String answer(String body) {
        return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String text(Answer answer) throws IOException {
        try (InputStream body = answer.body()) {
            return new String(body.readAllBytes(), UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a//b", "//a", "/%2E%2E/a", "/a%2Fb%20c", "/.", "/a/./b?x=%2B&y="})
    void sendsTheTargetAsItIs(String target) throws Exception {
        answers.add(answer("yes"));

        text(wire.send(Call.of("GET", target)));

        assertThat(requests.take()).startsWith("GET " + target + " HTTP/1.1\n");
    }

    @Test
    void sendsHeadersAndContentAndNothingOfItsOwn() throws Exception {
        answers.add(answer(""));
        Call call = Call.of("PUT", "/a")
                .with("x-one", "1")
                .with("absent", null)
                .carrying(ByteBuffer.wrap("-hello-".getBytes(UTF_8), 1, 5));

        wire.send(call).finish();

        assertThat(requests.take().lines())
                .containsExactlyInAnyOrder(
                        "PUT /a HTTP/1.1",
                        "x-one: 1",
                        "Host: 127.0.0.1:" + server.getLocalPort(),
                        "Content-Length: 5",
                        "Connection: keep-alive",
                        "User-Agent: sealift",
                        "",
                        "hello");
    }

    @Test
    void usesAConnectionAgainOnceItsAnswerWasRead() throws Exception {
        answers.addAll(List.of(
                answer("all of it"),
                answer(""),
                "HTTP/1.1 201 Created\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                answer("12345"),
                "HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\n"));

        text(wire.send(Call.of("GET", "/a")));
        wire.send(Call.of("PUT", "/b")).finish();
        wire.send(Call.of("PUT", "/c")).finish();
        try (InputStream body = wire.send(Call.of("GET", "/d")).body()) {
            assertThat(body.readNBytes(5)).hasSize(5);
        }
        try (Answer head = wire.send(Call.of("HEAD", "/e"))) {
            assertThat(head.length()).isEqualTo(7);
        }

        assertThat(connections).hasValue(1);
    }

    @Test
    void cutsOffWhatIsNotRead() throws Exception {
        answers.addAll(List.of("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\nbegun", answer("other")));

        try (InputStream body = wire.send(Call.of("GET", "/a")).body()) {
            assertThat(body.read()).isEqualTo('b');
        }

        assertThat(text(wire.send(Call.of("GET", "/b")))).isEqualTo("other");
        assertThat(connections).hasValue(2);
    }

    @Test
    void followsNoRedirectAndTriesNothingAgain() throws Exception {
        answers.add("HTTP/1.1 301 Moved\r\nLocation: /elsewhere\r\nContent-Length: 0\r\n\r\n");

        try (Answer answer = wire.send(Call.of("GET", "/a"))) {
            assertThat(answer.status()).isEqualTo(301);
            assertThat(answer.header("location")).isEqualTo("/elsewhere");
        }

        assertThat(requests).hasSize(1);
    }

    @Test
    void tellsHeadersByTheBeginningOfTheirNames() throws Exception {
        answers.add("HTTP/1.1 200 OK\r\nX-Meta-One: 1\r\nx-meta-TWO: 2\r\nOther: 3\r\nContent-Length: 0\r\n\r\n");

        try (Answer answer = wire.send(Call.of("GET", "/a"))) {
            assertThat(answer.headersBehind("x-meta-")).isEqualTo(Map.of("one", "1", "two", "2"));
        }
    }

    @Test
    void noAnswerIsAnError() {
        answers.add("");

        assertThatThrownBy(() -> wire.send(Call.of("GET", "/a"))).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void anAnswerThatBreaksOffIsAnError() {
        answers.addAll(List.of("HTTP/1.1 200 OK\r\nContent-Length: 7\r\n\r\nhalf", ""));

        Answer answer = wire.send(Call.of("GET", "/a"));
        wire.close();

        assertThatThrownBy(() -> text(answer)).isInstanceOf(IOException.class);
    }
}
