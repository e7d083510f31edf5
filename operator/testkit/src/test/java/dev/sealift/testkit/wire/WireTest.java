package dev.sealift.testkit.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Listener and client against each other, against the JDK's client, and against bare sockets. */
class WireTest {

    private static final Fields MIXED_CASE =
            Fields.NONE.with("x-ms-meta-MixedCase", "Value").with("ETag", "\"1\"");

    @Test
    void headerNamesKeepTheirCaseBothWays() throws IOException {
        try (Listener listener = open(incoming -> message(200, incoming.fields(), incoming.body()))) {
            Upstream.Response response =
                    upstream(listener).send("PUT", "/a", MIXED_CASE, Body.of("hello".getBytes(StandardCharsets.UTF_8)));

            assertThat(response.fields().all()).contains(new Fields.Field("x-ms-meta-MixedCase", "Value"));
            assertThat(text(response)).isEqualTo("hello");
        }
    }

    @Test
    void targetsArriveAsTheyWereSent() throws IOException {
        String target = "/a%2Fb/[c]|^`{d}/é/%zz?q=%20+&r";
        try (Listener listener = open(incoming -> text(200, incoming.target()))) {
            assertThat(text(upstream(listener).send("GET", target, Fields.NONE, Body.none())))
                    .isEqualTo(target);
        }
    }

    @Test
    void bodiesOfUnknownLengthComeInChunks() throws IOException {
        try (Listener listener = open(incoming -> {
            InputStream echoed = new SequenceInputStream(
                    incoming.body().stream(), new ByteArrayInputStream("!".getBytes(StandardCharsets.UTF_8)));
            return message(200, Fields.NONE, new Body(Body.UNKNOWN, echoed));
        })) {
            InputStream hello = new ByteArrayInputStream("hello".getBytes(StandardCharsets.UTF_8));

            Upstream.Response response =
                    upstream(listener).send("PUT", "/", Fields.NONE, new Body(Body.UNKNOWN, hello));

            assertThat(response.body().length()).isEqualTo(Body.UNKNOWN);
            assertThat(text(response)).isEqualTo("hello!");
        }
    }

    @Test
    void aConnectionServesManyRequests() throws IOException {
        try (Listener listener = open(incoming -> text(200, incoming.target()));
                Socket socket = new Socket("localhost", listener.port())) {
            socket.getOutputStream()
                    .write(
                            "GET /one HTTP/1.1\r\nHost: a\r\n\r\nGET /two HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
                                    .getBytes(StandardCharsets.US_ASCII));

            String both = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);

            assertThat(both).containsSubsequence("HTTP/1.1 200 OK", "/one", "HTTP/1.1 200 OK", "/two");
        }
    }

    @Test
    void aRefusalBeforeTheBodyWasReadIsReceived() throws IOException {
        byte[] large = new byte[8 << 20];
        try (Listener listener = open(_ -> text(403, "no"))) {
            Upstream upstream = upstream(listener);

            assertThat(upstream.send("PUT", "/", Fields.NONE, Body.of(large)).status())
                    .isEqualTo(403);
            assertThat(upstream.send("PUT", "/", Fields.NONE, Body.of(large)).status())
                    .isEqualTo(403);
        }
    }

    @Test
    void theBodyIsAwaitedIfTheClientWaitsToBeAsked() throws Exception {
        try (Listener listener = open(incoming -> text(200, text(incoming.body())));
                HttpClient client = HttpClient.newHttpClient()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + listener.port() + "/"))
                    .expectContinue(true)
                    .PUT(BodyPublishers.ofString("hello"))
                    .build();

            assertThat(client.send(request, BodyHandlers.ofString()).body()).isEqualTo("hello");
        }
    }

    @Test
    void aHeadHasALengthAndNoBody() throws IOException {
        try (Listener listener = open(_ -> text(200, "hello"))) {
            Upstream upstream = upstream(listener);

            Upstream.Response head = upstream.send("HEAD", "/", Fields.NONE, Body.none());

            assertThat(head.fields().first("Content-Length")).contains("5");
            assertThat(text(head)).isEmpty();
            assertThat(text(upstream.send("GET", "/", Fields.NONE, Body.none())))
                    .isEqualTo("hello");
        }
    }

    @Test
    void aHangupIsNoAnswer() {
        try (Listener listener = open(_ -> new Outgoing.Hangup())) {
            assertThatThrownBy(() -> upstream(listener).send("GET", "/", Fields.NONE, Body.none()))
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void aBodyThatBreaksOffIsToldFromAServerThatDoes() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("as the test wants");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        try (Listener listener = open(incoming -> message(200, Fields.NONE, incoming.body()))) {
            assertThatThrownBy(() -> upstream(listener).send("PUT", "/", Fields.NONE, new Body(10, broken)))
                    .isInstanceOf(BrokenBodyException.class);
        }
    }

    @Test
    void aBodyThatIsTooShortIsNotHeldForWhole() {
        InputStream five = new ByteArrayInputStream(new byte[5]);
        try (Listener listener = open(incoming -> message(200, Fields.NONE, incoming.body()))) {
            assertThatThrownBy(() -> upstream(listener).send("PUT", "/", Fields.NONE, new Body(10, five)))
                    .isInstanceOf(BrokenBodyException.class);
        }
    }

    private static Listener open(Function<Incoming, Outgoing> handler) {
        return Listener.open(0, Optional.empty(), handler);
    }

    private static Upstream upstream(Listener listener) {
        return new Upstream("localhost", listener.port());
    }

    private static Outgoing message(int status, Fields fields, Body body) {
        return new Outgoing.Message(status, fields, body);
    }

    private static Outgoing text(int status, String text) {
        return message(status, Fields.NONE, Body.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    private static String text(Upstream.Response response) {
        return text(response.body());
    }

    private static String text(Body held) {
        try (Body body = held) {
            return new String(body.stream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
