package dev.sealift.testkit.shake;

import dev.sealift.testkit.shake.ShakeFile.Scan;
import dev.sealift.testkit.shake.ShakeFile.Sync;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import sun.misc.Signal;

/** The program that stands for redis-shake: started with a file's name, it does what the file says. */
public final class RedisShake {

    private static final Duration BETWEEN_PINGS = Duration.ofSeconds(1);

    private final ShakeFile file;
    private final Log log;
    private final Threads threads;

    private RedisShake(ShakeFile file, Log log) {
        this.file = file;
        this.log = log;
        this.threads = new Threads(log);
    }

    /**
     * Runs until the source has no more, or the signal INT comes, and ends with 0; or with 1 when something goes wrong.
     *
     * @param arguments the name of a {@code shake.toml}
     */
    public static void main(String[] arguments) {
        Log log = new Log();
        try {
            RedisShake shake = new RedisShake(file(arguments), log);
            shake.threads.survive(shake::run);
        } catch (Panic e) {
            log.error(Panic.reason(e));
            System.exit(1);
        }
        System.exit(0);
    }

    private static ShakeFile file(String[] arguments) {
        if (arguments.length != 1) {
            throw new Panic("config file not found");
        }
        try {
            return ShakeFile.read(Files.readString(Path.of(arguments[0])), System.getenv());
        } catch (IOException e) {
            throw new Panic("failed to read config file: " + e);
        }
    }

    private void run() throws IOException, InterruptedException {
        Path work = Path.of(file.advanced().dir()).toAbsolutePath();
        log.open(file.advanced().logLevel(), work.resolve(file.advanced().logFile()));
        try (FileChannel lock =
                FileChannel.open(work.resolve("pid.lockfile"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            lock(lock);
            move(work);
        }
    }

    private static void lock(FileChannel channel) throws IOException {
        FileLock lock = channel.tryLock();
        if (lock == null) {
            throw new Panic("failed to lock pid file, another RedisShake instance is running?");
        }
    }

    private void move(Path work) throws IOException, InterruptedException {
        Commands commands = knownCommands(work);
        Reader reader = reader(work, commands);
        Writer writer = writer();
        if (file.advanced().emptyDbBeforeSync()) {
            List<String> words = List.of("FLUSHALL");
            writer.write(new Entry(0, words, commands.command(words)));
        }
        StatusPage page = new StatusPage(reader, writer);
        if (file.advanced().statusPort() != 0) {
            page.serve(file.advanced().statusPort(), threads);
            log.info("status information: http://localhost:" + file.advanced().statusPort());
        }
        log.info("start syncing...");
        heedSignals();
        pump(reader, writer, page);
        log.info("all done");
    }

    private static Commands knownCommands(Path work) throws IOException {
        try (ScratchServer server = ScratchServer.empty(work)) {
            return Commands.of(server.link());
        }
    }

    private Reader reader(Path work, Commands commands) throws IOException {
        Reader reader = switch (file.reader()) {
            case Sync sync -> syncReader(sync, work, commands);
            case Scan scan -> scanReader(scan, commands);
        };
        log.info("create " + reader.getClass().getSimpleName());
        return reader;
    }

    private Reader syncReader(Sync sync, Path work, Commands commands) throws IOException {
        if (!sync.cluster()) {
            return new SyncReader(sync.address(), sync, file.advanced(), work, commands);
        }
        List<Reader> shards = new ArrayList<>();
        for (Node node : Node.of(sync.address(), sync.login())) {
            shards.add(new SyncReader(node.address(), sync, file.advanced(), work, commands));
        }
        return new ClusterReader(shards);
    }

    private Reader scanReader(Scan scan, Commands commands) {
        if (!scan.cluster()) {
            return new ScanReader(scan.address(), scan, file.advanced(), commands);
        }
        return new ClusterReader(Node.of(scan.address(), scan.login()).stream()
                .<Reader>map(node -> new ScanReader(node.address(), scan, file.advanced(), commands))
                .toList());
    }

    private Writer writer() {
        if (file.redisWriter().cluster()) {
            ClusterWriter writer = new ClusterWriter(file.redisWriter(), file.advanced());
            writer.start(threads);
            return writer;
        }
        NodeWriter writer = new NodeWriter(
                file.redisWriter().address(),
                file.redisWriter().login(),
                file.redisWriter().offReply(),
                file.advanced());
        writer.start(threads);
        return writer;
    }

    /** Hands entries on, shard by shard, and writes a PING a second besides. */
    private void pump(Reader reader, Writer writer, StatusPage page) throws InterruptedException {
        Filter filter = new Filter(file.filter());
        List<Channel<Entry>> channels = reader.start(threads);
        CountDownLatch running = new CountDownLatch(channels.size());
        for (Channel<Entry> channel : channels) {
            threads.start("pump", () -> {
                pump(channel, filter, writer, page);
                running.countDown();
            });
        }
        if (file.advanced().logInterval() > 0) {
            threads.every(Duration.ofSeconds(file.advanced().logInterval()), "log", () -> log.info(page.line()));
        }
        while (!running.await(BETWEEN_PINGS.toMillis(), TimeUnit.MILLISECONDS)) {
            writer.write(new Entry(0, List.of("PING"), Command.PING));
        }
        writer.close();
    }

    private static void pump(Channel<Entry> channel, Filter filter, Writer writer, StatusPage page)
            throws InterruptedException {
        for (Entry entry = channel.take(); entry != null; entry = channel.take()) {
            page.wasRead(entry.command());
            if (filter.allows(entry)) {
                writer.write(entry);
                page.wasWritten(entry.command());
            }
        }
    }

    /** INT cancels, and the second one ends the program at once; the others are only noted. */
    private void heedSignals() {
        AtomicInteger seen = new AtomicInteger();
        Signal.handle(new Signal("TERM"), _ -> noted("terminated", seen));
        Signal.handle(new Signal("INT"), _ -> {
            log.info("Got signal: interrupt to exit. Press Ctrl+C again to force exit.");
            if (seen.incrementAndGet() > 1) {
                Runtime.getRuntime().halt(0);
            }
            threads.cancel();
        });
    }

    private void noted(String signal, AtomicInteger seen) {
        seen.incrementAndGet();
        log.info("Got signal: " + signal + ".");
    }
}
