package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * A real redis-server of our own, which reads an RDB file so that nobody else needs to, and knows what the commands are. It listens
 * on a socket in its folder, keeps nothing, and ends with this process.
 */
final class ScratchServer implements AutoCloseable {

    /** Names another program than the {@code redis-server} of the path. */
    static final String PROGRAM = "SHAKE_REDIS_SERVER";

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int MOST_DATABASES = 1024;

    private final Process process;
    private final Thread ending;
    private final RedisLink link;

    private ScratchServer(Process process, RedisLink link) {
        this.process = process;
        this.link = link;
        this.ending = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(ending);
    }

    /** With nothing in it. */
    static ScratchServer empty(Path work) throws IOException {
        return start(Files.createDirectories(work.resolve("scratch")));
    }

    /** With what is in the folder's {@code dump.rdb}, once it is loaded. */
    static ScratchServer start(Path folder) throws IOException {
        Path socket = folder.toAbsolutePath().resolve("scratch.sock");
        Path said = folder.resolve("scratch.log");
        Files.deleteIfExists(socket);
        Process process = new ProcessBuilder(command(folder, socket))
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        return new ScratchServer(process, loaded(process, socket, said));
    }

    private static List<String> command(Path folder, Path socket) {
        String program = Optional.ofNullable(System.getenv(PROGRAM)).orElse("redis-server");
        return List.of(
                program,
                "--port",
                "0",
                "--unixsocket",
                socket.toString(),
                "--dir",
                folder.toAbsolutePath().toString(),
                "--dbfilename",
                "dump.rdb",
                "--save",
                "",
                "--databases",
                Integer.toString(MOST_DATABASES));
    }

    private static RedisLink loaded(Process process, Path socket, Path said) throws IOException {
        while (process.isAlive()) {
            if (Files.exists(socket)) {
                RedisLink link = RedisLink.open(socket);
                if (answers(link)) {
                    return link;
                }
                link.close();
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
        String last = Files.readString(said, StandardCharsets.UTF_8).lines().reduce("", (_, line) -> line);
        throw new Panic("the lab's redis-server could not read the RDB file: " + last);
    }

    /** Not while it loads. */
    private static boolean answers(RedisLink link) {
        return link.askAll(List.of(List.of("PING"))).getFirst() instanceof Reply.Text;
    }

    RedisLink link() {
        return link;
    }

    @Override
    public void close() {
        link.close();
        process.destroyForcibly();
        Runtime.getRuntime().removeShutdownHook(ending);
    }
}
