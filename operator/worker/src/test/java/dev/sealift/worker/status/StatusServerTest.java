package dev.sealift.worker.status;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.api.worker.ReportLine.Kind;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.worker.HandClock;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {

    private final Progress progress = new Progress(new HandClock(), "Starting");
    private final HttpClient client = HttpClient.newHttpClient();
    private StatusServer server;

    @BeforeEach
    void start() throws IOException {
        server = StatusServer.start(0, "k1", progress);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path) throws IOException, InterruptedException {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private static Finished finished() {
        Report report = new Report(10);
        report.add(Kind.Missing, "a", "gone");
        return Outcomes.done("Compared", "1 missing", Map.of("missingItems", "1"), report);
    }

    @Test
    void showsProgressWhileTheWorkIsUnderWay() throws Exception {
        progress.reached(new Progress.Counts(3, 10, 30, 100, 1));

        HttpResponse<String> response = send("GET", "/status");
        JsonNode status = Json.MAPPER.readTree(response.body());

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(status.path("key").asText()).isEqualTo("k1");
        assertThat(status.path("progress").path("itemsDone").asLong()).isEqualTo(3);
        assertThat(status.has("outcome")).isTrue();
        assertThat(status.path("outcome").isNull()).isTrue();
        assertThat(send("GET", "/report").body()).isEmpty();
    }

    @Test
    void showsTheOutcomeAndItsReport() throws Exception {
        Finished finished = finished();
        server.finish(finished);

        WorkerStatus status = Json.MAPPER.readValue(send("GET", "/status").body(), WorkerStatus.class);
        String report = send("GET", "/report").body();

        assertThat(status.outcome()).isEqualTo(finished.outcome());
        assertThat(report).isEqualTo(finished.report());
        assertThat(Report.digest(report)).isEqualTo(finished.outcome().reportDigest());
    }

    @Test
    void isCollectedOnlyAfterTheEnd() throws Exception {
        assertThat(send("POST", "/collected").statusCode()).isEqualTo(409);
        assertThat(server.awaitCollected(Duration.ofMillis(1))).isFalse();

        server.finish(finished());

        assertThat(send("POST", "/collected").statusCode()).isEqualTo(200);
        assertThat(server.awaitCollected(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void refusesWhatItDoesntKnow() throws Exception {
        assertThat(send("GET", "/collected").statusCode()).isEqualTo(405);
        assertThat(send("POST", "/status").statusCode()).isEqualTo(405);
        assertThat(send("GET", "/other").statusCode()).isEqualTo(404);
        assertThat(send("GET", "/healthz").body()).isEqualTo("ok");
    }
}
