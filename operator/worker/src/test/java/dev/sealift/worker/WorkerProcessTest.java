package dev.sealift.worker;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.worker.work.Json;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The process as a pod runs it: what it leaves behind, and when it goes. */
@Timeout(90)
class WorkerProcessTest {

    @TempDir
    Path directory;

    private final HttpClient client = HttpClient.newHttpClient();

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private Process start(int port, Map<String, String> environment, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-cp",
                System.getProperty("java.class.path"),
                "dev.sealift.worker.Worker");
        builder.command().addAll(java.util.List.of(arguments));
        builder.environment().putAll(environment);
        builder.environment().put("SEALIFT_STATUS_PORT", Integer.toString(port));
        builder.environment()
                .put("SEALIFT_TERMINATION_LOG", directory.resolve("termination").toString());
        return builder.redirectErrorStream(true)
                .redirectOutput(directory.resolve("log").toFile())
                .start();
    }

    private JsonNode outcome(int port) throws Exception {
        while (true) {
            try {
                String status = client.send(
                                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/status"))
                                        .build(),
                                BodyHandlers.ofString())
                        .body();
                JsonNode outcome = Json.MAPPER.readTree(status).path("outcome");
                if (!outcome.isNull()) {
                    return outcome;
                }
            } catch (ConnectException e) {
                // It hasn't started yet.
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private void collect(int port) throws Exception {
        client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/collected"))
                        .POST(BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void failedWorkLingersUntilItIsCollected() throws Exception {
        int port = freePort();
        Process worker = start(port, Map.of("SEALIFT_ORDER", "{\"key\":\"k1\",\"source\":17}"), "survey");

        JsonNode outcome = outcome(port);
        assertThat(outcome.path("reason").asText()).isEqualTo("OrderInvalid");
        assertThat(worker.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
        collect(port);

        assertThat(worker.waitFor()).isEqualTo(1);
        assertThat(Json.MAPPER.readTree(directory.resolve("termination").toFile()))
                .isEqualTo(outcome);
        assertThat(Files.readAllLines(directory.resolve("log")))
                .filteredOn(line -> line.startsWith("{"))
                .allSatisfy(line -> assertThat(
                                Json.MAPPER.readTree(line).path("key").asText())
                        .isEqualTo("k1"));
    }

    @Test
    void goesByItselfAfterAWhile() throws Exception {
        Process worker = start(freePort(), Map.of("SEALIFT_ORDER", "{}", "SEALIFT_LINGER", "PT0.1S"), "verify");

        assertThat(worker.waitFor()).isEqualTo(1);
    }

    @Test
    void keepsItsExitCodeWhenThePodEndsWhileItLingers() throws Exception {
        int port = freePort();
        Process worker = start(port, Map.of("SEALIFT_ORDER", "{}"), "verify");
        outcome(port);

        worker.toHandle().destroy();

        assertThat(worker.waitFor()).isEqualTo(1);
        assertThat(Files.readString(directory.resolve("termination"))).contains("OrderInvalid");
    }

    @Test
    void refusesAnUnknownCommand() throws Exception {
        assertThat(start(freePort(), Map.of(), "bridge").waitFor()).isEqualTo(64);
        assertThat(start(freePort(), Map.of()).waitFor()).isEqualTo(64);
    }
}
