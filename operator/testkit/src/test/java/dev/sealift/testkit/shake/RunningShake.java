package dev.sealift.testkit.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.redis.LocalRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;
import org.awaitility.core.TerminalFailureException;

/** The program, run as a process of its own. {@code REDIS_SHAKE} names another one to try the tests on, such as the real one. */
final class RunningShake implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path said;
    private final int port;
    private final HttpClient http = HttpClient.newHttpClient();

    private RunningShake(Process process, Path said, int port) {
        this.process = process;
        this.said = said;
        this.port = port;
    }

    /** Starts it with a file, to which a folder and a port for its status are added. */
    static RunningShake start(Path folder, String file) {
        int port = LocalRedis.freePort();
        try {
            Path toml =
                    Files.writeString(folder.resolve("shake.toml"), file + """

                    dir = "%s"
                    status_port = %d
                    """.formatted(folder.resolve("work"), port));
            Path said = folder.resolve("said.log");
            Process process = new ProcessBuilder(command(toml))
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            return new RunningShake(process, said, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> command(Path toml) {
        // What a shell starts in the background ignores INT, and a JVM that begins so ignores it for good.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
        command.addAll(Optional.ofNullable(System.getenv("REDIS_SHAKE"))
                .map(List::of)
                .orElseGet(() -> Arrays.asList(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        RedisShake.class.getName())));
        command.add(toml.toString());
        return command;
    }

    JsonNode status() {
        try {
            URI page = URI.create("http://127.0.0.1:" + port + "/whatever");
            return Json.read(http.send(HttpRequest.newBuilder(page).build(), BodyHandlers.ofByteArray())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Waits for a status; says what there was instead, and what the program said. */
    void awaitStatus(Predicate<JsonNode> wanted) {
        try {
            await().atMost(PATIENCE)
                    .failFast("it ended", () -> !isRunning())
                    .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                    .until(() -> wanted.test(status()));
        } catch (ConditionTimeoutException | TerminalFailureException e) {
            throw new AssertionError("the status never came; it said:\n" + said(), e);
        }
    }

    void awaitSaid(String words) {
        await().atMost(PATIENCE).until(() -> said().contains(words));
    }

    void signal(String name) {
        try {
            new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                    .start()
                    .waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** What it ended with. */
    int ended() {
        try {
            assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("ended; it said:\n" + said())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    String said() {
        try {
            return Files.readString(said);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        http.close();
        process.destroyForcibly();
        process.onExit().join();
    }
}
