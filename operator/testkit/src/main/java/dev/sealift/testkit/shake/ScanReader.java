package dev.sealift.testkit.shake;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.RedisRefusal;
import dev.sealift.testkit.redis.Reply;
import dev.sealift.testkit.shake.ShakeFile.Advanced;
import dev.sealift.testkit.shake.ShakeFile.Behavior;
import dev.sealift.testkit.shake.ShakeFile.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Reads key by key: those that SCAN names, and those that notifications name. Each is read by DUMP and written by RESTORE. Only a
 * {@code del} is written as such; other ways in which a key goes leave it at the target.
 */
final class ScanReader implements Reader {

    private static final int QUEUED = 1024;
    private static final int ASKED_AT_MOST = 1024;
    private static final int KEYS_TO_READ = 100_000;
    private static final Pattern DATABASE = Pattern.compile("db(\\d+):");
    private static final Pattern EVENT = Pattern.compile("__keyevent@(\\d+)__:(.*)");

    /** As the status page shows it. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Status(
            String name,
            boolean scanFinished,
            @JsonProperty("scan_dbId") int scanDatabase,
            long scanCursor,
            String scanPercent,
            long needUpdateCount) {}

    /** A key of a database. */
    record Key(int database, String name) {}

    private final String address;
    private final Scan settings;
    private final Advanced advanced;
    private final Commands commands;
    private final String name;
    private final List<Integer> databases;
    private final Channel<Entry> entries = new Channel<>(QUEUED);
    private final DistinctQueue<Key> toRead = new DistinctQueue<>(KEYS_TO_READ);
    private final Channel<Key> asked = new Channel<>(ASKED_AT_MOST);
    private final RedisLink link;

    private volatile boolean scanFinished;
    private volatile int scanDatabase;
    private volatile long scanCursor;
    private volatile String scanPercent = "";
    private volatile long needUpdateCount;

    /** Connects. */
    ScanReader(String address, Scan settings, Advanced advanced, Commands commands) {
        this.address = address;
        this.settings = settings;
        this.advanced = advanced;
        this.commands = commands;
        this.name = "reader_" + address.replace(':', '_');
        this.link = settings.login().open(address);
        this.databases = settings.dbs().isEmpty() ? databases(link) : settings.dbs();
    }

    /** Those that hold a key now. */
    private static List<Integer> databases(RedisLink link) {
        if (link.ask("INFO", "cluster").octets().contains("cluster_enabled:1")) {
            return List.of(0);
        }
        return DATABASE.matcher(link.ask("INFO", "keyspace").octets())
                .results()
                .map(found -> Integer.valueOf(found.group(1)))
                .toList();
    }

    @Override
    public List<Channel<Entry>> start(Threads threads) {
        if (settings.scan()) {
            threads.start(name + "-scan", () -> scan(threads));
        }
        if (settings.ksn()) {
            threads.start(name + "-listen", () -> listen(threads));
        }
        threads.start(name + "-dump", this::dump);
        threads.start(name + "-restore", this::restore);
        return List.of(entries);
    }

    private void scan(Threads threads) throws InterruptedException {
        try (RedisLink scanning = settings.login().open(address)) {
            for (int database : databases) {
                if (database != 0) {
                    select(scanning, database);
                }
                if (!scan(scanning, database, threads)) {
                    toRead.close();
                    return;
                }
            }
        }
        scanFinished = true;
        if (!settings.ksn()) {
            toRead.close();
        }
    }

    private static void select(RedisLink link, int database) {
        try {
            link.ask("SELECT", Integer.toString(database));
        } catch (RedisRefusal e) {
            throw new Panic(Panic.reason(e));
        }
    }

    /** Whether it came to the end. */
    private boolean scan(RedisLink scanning, int database, Threads threads) throws InterruptedException {
        String cursor = "0";
        do {
            if (threads.isCancelled()) {
                return false;
            }
            List<Reply> scanned = scanning.ask("SCAN", cursor, "COUNT", Integer.toString(settings.count()))
                    .items();
            cursor = scanned.get(0).octets();
            for (String key : scanned.get(1).strings()) {
                toRead.put(new Key(database, key));
            }
            scanCursor = Long.parseUnsignedLong(cursor);
            scanDatabase = database;
            scanPercent = percent(scanCursor);
        } while (scanCursor != 0);
        return true;
    }

    /** A cursor counts from its highest bit down; at the end it is 0 again, and so is this. */
    static String percent(long cursor) {
        double share = (Long.reverse(cursor) >>> 1) / (double) Long.MAX_VALUE;
        return String.format(Locale.ROOT, "%.2f%%", share * 100);
    }

    private void listen(Threads threads) throws InterruptedException {
        RedisLink listening = settings.login().open(address);
        listening.ask("PSUBSCRIBE", pattern(databases));
        while (!threads.isCancelled()) {
            List<Reply> message = listening.receive().granted().items();
            Matcher event = EVENT.matcher(message.get(2).octets());
            if (!event.matches()) {
                throw new Panic("[%s] invalid notification. channel=[%s]"
                        .formatted(name, message.get(2).octets()));
            }
            heard(new Key(Integer.parseInt(event.group(1)), message.get(3).octets()), event.group(2));
        }
        toRead.close();
    }

    /** Of several databases only those of one digit are heard, for it makes a set of characters. */
    static String pattern(List<Integer> databases) {
        return databases.isEmpty()
                ? "__keyevent@*__:*"
                : databases.stream().map(String::valueOf).collect(Collectors.joining(",", "__keyevent@[", "]__:*"));
    }

    private void heard(Key key, String event) throws InterruptedException {
        if (event.equals("del")) {
            put(key.database(), List.of("DEL", key.name()));
        } else {
            toRead.put(key);
        }
    }

    private void put(int database, List<String> words) throws InterruptedException {
        entries.put(new Entry(database, words, commands.command(words)));
    }

    private void dump() throws InterruptedException {
        if (settings.preferReplica()) {
            link.ask("READONLY");
        }
        int database = 0;
        for (Key key = toRead.take(); key != null; key = toRead.take()) {
            needUpdateCount = toRead.size();
            if (key.database() != database) {
                database = key.database();
                link.send(List.of("SELECT", Integer.toString(database)));
            }
            link.send(List.of("DUMP", key.name()));
            link.send(List.of("PTTL", key.name()));
            if (toRead.isEmpty() || !asked.hasRoom()) {
                link.flush();
            }
            asked.put(key);
        }
        link.flush();
        asked.close();
    }

    private void restore() throws InterruptedException {
        int database = 0;
        for (Key key = asked.take(); key != null; key = asked.take()) {
            if (key.database() != database) {
                database = key.database();
                link.receive().granted();
            }
            Reply dump = link.receive().granted();
            long left = link.receive().number();
            if (dump instanceof Reply.Text(String value) && left != -2) {
                restore(key, value, Math.max(0, left));
            }
        }
        entries.close();
    }

    private void restore(Key key, String value, long left) throws InterruptedException {
        if (value.length() > advanced.targetRedisProtoMaxBulkLen()) {
            throw new Panic("key=[%s] dump len=[%d] too large, and the lab's redis-shake can't split it"
                    .formatted(key.name(), value.length()));
        }
        List<String> words = new ArrayList<>(List.of("RESTORE", key.name(), Long.toString(left), value));
        if (advanced.rdbRestoreCommandBehavior() == Behavior.REWRITE) {
            words.add("replace");
        }
        put(key.database(), words);
    }

    @Override
    public Status status() {
        return new Status(name, scanFinished, scanDatabase, scanCursor, scanPercent, needUpdateCount);
    }

    @Override
    public String statusLine() {
        return scanFinished
                ? "need_update_count=[%d]".formatted(needUpdateCount)
                : "scan_dbid=[%d], scan_percent=[%s], need_update_count=[%d]"
                        .formatted(scanDatabase, scanPercent, needUpdateCount);
    }

    @Override
    public boolean isConsistent() {
        return scanFinished && needUpdateCount == 0;
    }
}
