package dev.sealift.it;

import dev.sealift.api.worker.RedisLocation;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real redis-server of the test's own. */
public final class RedisServer implements AutoCloseable {

    private static final Duration LONGEST_START = Duration.ofSeconds(20);

    private final int port;
    private final boolean tls;
    private final Path directory;
    private final Process process;

    private RedisServer(int port, boolean tls, Path directory, Process process) {
        this.port = port;
        this.tls = tls;
        this.directory = directory;
        this.process = process;
    }

    /** @param options as on its command line */
    public static RedisServer start(String... options) {
        return start(freePort(), options);
    }

    public static RedisServer start(int port, String... options) {
        boolean tls = List.of(options).contains("--tls-port");
        try {
            Path directory = Files.createTempDirectory("redis");
            List<String> command = new ArrayList<>(List.of(
                    System.getProperty("sealift.redis.server", "redis-server"),
                    "--port",
                    tls ? "0" : Integer.toString(port),
                    "--bind",
                    "127.0.0.1",
                    "--save",
                    "",
                    "--dir",
                    directory.toString()));
            for (String option : options) {
                command.add(option.replace("PORT", Integer.toString(port)));
            }
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("log").toFile())
                    .start();
            RedisServer server = new RedisServer(port, tls, directory, process);
            server.awaitAnswer();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            // A cluster's nodes talk on a port 10000 above, which must be one.
            return socket.getLocalPort() % 20_000 + 20_000;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitAnswer() throws IOException {
        Instant end = Instant.now().plus(LONGEST_START);
        while (!Files.readString(directory.resolve("log")).contains("Ready to accept connections")) {
            if (!process.isAlive() || Instant.now().isAfter(end)) {
                throw new IOException("redis-server on port " + port + " didn't start: "
                        + Files.readString(directory.resolve("log")));
            }
            Thread.onSpinWait();
        }
    }

    public int port() {
        return port;
    }

    public RedisLocation location() {
        return new RedisLocation("127.0.0.1", port, false, tls, "");
    }

    RedisLocation asCluster() {
        return new RedisLocation("127.0.0.1", port, true, tls, "");
    }

    RedisLocation as(String user) {
        return new RedisLocation("127.0.0.1", port, false, tls, user);
    }

    public Client client() {
        return new Client(port);
    }

    @Override
    public void close() {
        if (!Files.exists(directory)) {
            return;
        }
        process.destroyForcibly();
        try {
            process.waitFor(10, TimeUnit.SECONDS);
            try (Stream<Path> files = Files.walk(directory)) {
                files.sorted(java.util.Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
