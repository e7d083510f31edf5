package dev.sealift.testkit.redis;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.awaitility.core.ConditionTimeoutException;

/** A real redis-server, on a free port of this machine. */
public final class LocalRedis implements AutoCloseable {

    private final Process process;
    private final int port;

    private LocalRedis(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts one that keeps nothing on disk, with further options such as {@code --databases 1}. */
    public static LocalRedis start(Path folder, String... options) {
        int port = freePort();
        try {
            Files.createDirectories(folder);
            List<String> command = new ArrayList<>(List.of(
                    "redis-server", "--port", Integer.toString(port), "--dir", folder.toString(), "--save", ""));
            command.addAll(Arrays.asList(options));
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("redis-" + port + ".log").toFile())
                    .start();
            LocalRedis redis = new LocalRedis(process, port);
            redis.awaitReady();
            return redis;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A port that nobody listens on. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitReady() {
        try {
            await().atMost(Duration.ofSeconds(20)).ignoreExceptions().untilAsserted(() -> link().close());
        } catch (ConditionTimeoutException e) {
            close();
            throw e;
        }
    }

    /** Where it is. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    /** Its port. */
    public int port() {
        return port;
    }

    /** A connection that has said nothing yet. */
    public RedisLink link() {
        try {
            return RedisLink.open("127.0.0.1", port, Optional.empty(), Duration.ofSeconds(5));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Itself, as the only primary. */
    public RedisSide side() {
        return RedisSide.of(List.of(link()));
    }

    /** Asks one question. */
    public Reply ask(String... words) {
        try (RedisLink link = link()) {
            return link.ask(words);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
