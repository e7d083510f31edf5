package dev.sealift.testkit.shake;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.ReplyReader;
import dev.sealift.testkit.shake.ShakeFile.Advanced;
import dev.sealift.testkit.shake.ShakeFile.Sync;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Reads as a replica does: a snapshot of everything, and then every change. If the source hangs up, the program ends. */
final class SyncReader implements Reader {

    private static final Duration BETWEEN_ACKNOWLEDGEMENTS = Duration.ofMillis(100);
    private static final int QUEUED = 1024;
    private static final int READ_AHEAD = 4096;
    private static final int RECEIVED_AT_ONCE = 16 << 10;

    /** Words of a replication stream that are no change. */
    private static final Set<String> NO_CHANGE = Set.of("ping", "replconf", "opinfo", "multi", "exec");

    private enum Stage {
        HANDSHAKE("hand shaking"),
        WAITING("waiting bgsave"),
        RECEIVING("receiving rdb"),
        WRITING_SNAPSHOT("syncing rdb"),
        FOLLOWING("syncing aof");

        private final String shown;

        Stage(String shown) {
            this.shown = shown;
        }
    }

    /** As the status page shows it. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Status(
            String name,
            String address,
            String dir,
            String status,
            long rdbFileSizeBytes,
            String rdbFileSizeHuman,
            long rdbReceivedBytes,
            String rdbReceivedHuman,
            long rdbSentBytes,
            String rdbSentHuman,
            long aofReceivedOffset,
            long aofSentOffset,
            long aofReceivedBytes,
            String aofReceivedHuman) {}

    private final Sync settings;
    private final Advanced advanced;
    private final String address;
    private final String name;
    private final Path folder;
    private final Commands commands;
    private final RedisLink link;
    private final Channel<Entry> entries = new Channel<>(QUEUED);

    private volatile Stage stage = Stage.HANDSHAKE;
    private volatile long rdbSize;
    private final AtomicLong rdbReceived = new AtomicLong();
    private volatile long rdbSent;
    private final AtomicLong received = new AtomicLong();
    private volatile long sent;
    private final AtomicLong streamed = new AtomicLong();

    /**
     * Connects.
     *
     * @param work the folder that it may write in
     */
    SyncReader(String address, Sync settings, Advanced advanced, Path work, Commands commands) throws IOException {
        this.address = address;
        this.settings = settings;
        this.advanced = advanced;
        this.commands = commands;
        this.link = settings.login().open(address);
        this.name = "reader_" + address.replace(':', '_');
        this.folder = work.resolve(name);
        empty(folder);
    }

    private static void empty(Path folder) throws IOException {
        if (Files.exists(folder)) {
            Files.walkFileTree(folder, new Removal());
        }
        Files.createDirectories(folder);
    }

    @Override
    public List<Channel<Entry>> start(Threads threads) {
        threads.start(name, () -> {
            read(threads);
            entries.close();
        });
        return List.of(entries);
    }

    private void read(Threads threads) throws IOException, InterruptedException {
        announce();
        received.set(beginSync());
        receiveSnapshot();
        Spool spool = new Spool(folder.resolve("0.aof"), received.get());
        threads.every(BETWEEN_ACKNOWLEDGEMENTS, name + "-acknowledge", this::acknowledge);
        threads.start(name + "-receive", () -> receive(spool, threads));
        if (settings.syncRdb()) {
            writeSnapshot(threads);
        }
        if (settings.syncAof()) {
            stage = Stage.FOLLOWING;
            follow(spool, threads);
        }
    }

    private void announce() {
        link.askAll(List.of(List.of("replconf", "listening-port", Integer.toString(advanced.statusPort()))));
    }

    /** The offset at which the stream of changes will begin. */
    private long beginSync() throws IOException {
        String command = advanced.awsPsync().isEmpty() ? "PSYNC" : alias(advanced.awsPsync(), address);
        link.send(List.of(command, "?", "-1"));
        link.flush();
        skipHeartbeats();
        return Long.parseLong(link.receive().octets().split(" ", -1)[2]);
    }

    /** What PSYNC is called at that address: of {@code host:port@command,…} the first that begins with it. */
    static String alias(String aliases, String address) {
        return Arrays.stream(aliases.split(",", -1))
                .filter(alias -> alias.startsWith(address))
                .map(alias -> alias.split("@", 2)[1])
                .findFirst()
                .orElseThrow(() -> new Panic(
                        "can not find aws psync command. address=[%s],aws_psync=[%s]".formatted(address, aliases)));
    }

    private void skipHeartbeats() throws IOException {
        InputStream in = link.input();
        in.mark(1);
        while (in.read() == '\n') {
            in.mark(1);
        }
        in.reset();
    }

    /** What comes is {@code $} with its length and the file. */
    private void receiveSnapshot() throws IOException {
        stage = Stage.WAITING;
        skipHeartbeats();
        InputStream in = link.input();
        if (in.read() != '$') {
            throw new Panic("[%s] invalid rdb format".formatted(name));
        }
        rdbSize = Long.parseLong(line(in));
        stage = Stage.RECEIVING;
        try (OutputStream out = Files.newOutputStream(folder.resolve("dump.rdb"))) {
            byte[] buffer = new byte[1 << 20];
            for (long left = rdbSize; left > 0; left = rdbSize - rdbReceived.get()) {
                int count = present(in.read(buffer, 0, (int) Math.min(buffer.length, left)));
                out.write(buffer, 0, count);
                rdbReceived.addAndGet(count);
            }
        }
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int octet = in.read(); octet != '\n'; octet = in.read()) {
            line.append((char) present(octet));
        }
        return line.toString().trim();
    }

    private static int present(int read) throws EOFException {
        if (read < 0) {
            throw new EOFException("EOF");
        }
        return read;
    }

    private void acknowledge() {
        link.send(List.of("replconf", "ack", Long.toString(received.get())));
        link.flush();
    }

    private void receive(Spool spool, Threads threads) throws IOException {
        byte[] buffer = new byte[RECEIVED_AT_ONCE];
        while (!threads.isCancelled()) {
            int count = present(link.input().read(buffer));
            spool.append(buffer, count);
            streamed.addAndGet(count);
            received.addAndGet(count);
        }
    }

    private void writeSnapshot(Threads threads) throws IOException, InterruptedException {
        stage = Stage.WRITING_SNAPSHOT;
        try (Snapshot snapshot = Snapshot.read(folder)) {
            snapshot.write(this::put, share -> rdbSent = rdbSize / 1000 * share, () -> !threads.isCancelled());
        }
        rdbSent = rdbSize;
        Files.delete(folder.resolve("dump.rdb"));
    }

    private void put(int database, List<String> words) throws InterruptedException {
        entries.put(new Entry(database, words, commands.command(words)));
    }

    private void follow(Spool spool, Threads threads) throws IOException, InterruptedException {
        ReplyReader changes = new ReplyReader(new BufferedInputStream(spool.input(), READ_AHEAD));
        int database = 0;
        while (!threads.isCancelled()) {
            List<String> words = changes.read().strings();
            sent = spool.readOffset();
            Integer selected = selected(words);
            if (selected != null) {
                database = selected;
            } else if (isChange(words)) {
                put(database, words);
            }
        }
    }

    private static @Nullable Integer selected(List<String> words) {
        return words.getFirst().equalsIgnoreCase("select") ? Integer.valueOf(words.get(1)) : null;
    }

    private static boolean isChange(List<String> words) {
        String name = words.getFirst().toLowerCase(Locale.ROOT);
        boolean sentinels = name.equals("publish") && words.get(1).equalsIgnoreCase("__sentinel__:hello");
        return !NO_CHANGE.contains(name) && !sentinels;
    }

    @Override
    public Status status() {
        return new Status(
                name,
                address,
                folder.toString(),
                stage.shown,
                rdbSize,
                Sizes.shown(rdbSize),
                rdbReceived.get(),
                Sizes.shown(rdbReceived.get()),
                rdbSent,
                Sizes.shown(rdbSent),
                received.get(),
                sent,
                streamed.get(),
                Sizes.shown(streamed.get()));
    }

    @Override
    public String statusLine() {
        return switch (stage) {
            case WRITING_SNAPSHOT ->
                "%s, size=[%s/%s]".formatted(stage.shown, Sizes.shown(rdbSent), Sizes.shown(rdbSize));
            case FOLLOWING -> "%s, diff=[%d]".formatted(stage.shown, received.get() - sent);
            case HANDSHAKE, WAITING, RECEIVING -> stage.shown;
        };
    }

    @Override
    public boolean isConsistent() {
        return received.get() != 0 && received.get() == sent && entries.isEmpty();
    }

    private static final class Removal extends SimpleFileVisitor<Path> {

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
        }
    }
}
