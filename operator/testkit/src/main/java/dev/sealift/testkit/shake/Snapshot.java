package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.Reply;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** An RDB file, as the commands that make what is in it. */
final class Snapshot implements AutoCloseable {

    /** Takes commands, with the database that each is for. */
    interface Sink {
        void accept(int database, List<String> words) throws InterruptedException;
    }

    private static final Pattern KEYSPACE = Pattern.compile("db(\\d+):keys=(\\d+)");
    private static final String AT_ONCE = "500";
    private static final int FUNCTION_OPCODE = 245;

    private final ScratchServer server;
    private final RedisLink link;

    private Snapshot(ScratchServer server) {
        this.server = server;
        this.link = server.link();
    }

    /** Reads the {@code dump.rdb} of a folder. */
    static Snapshot read(Path folder) throws IOException {
        return new Snapshot(ScratchServer.start(folder));
    }

    /**
     * Writes everything.
     *
     * @param done is told now and then how many keys of a thousand are written
     * @param goOn asked now and then
     */
    void write(Sink sink, LongConsumer done, java.util.function.BooleanSupplier goOn) throws InterruptedException {
        refuseFunctions();
        List<MatchResult> databases = KEYSPACE.matcher(
                        link.ask("INFO", "keyspace").octets())
                .results()
                .toList();
        long keys = databases.stream()
                .mapToLong(found -> Long.parseLong(found.group(2)))
                .sum();
        long written = 0;
        for (MatchResult found : databases) {
            int database = Integer.parseInt(found.group(1));
            link.ask("SELECT", found.group(1));
            String cursor = "0";
            do {
                List<Reply> scanned = link.ask("SCAN", cursor, "COUNT", AT_ONCE).items();
                cursor = scanned.get(0).octets();
                List<String> batch = scanned.get(1).strings();
                write(database, batch, sink);
                written += batch.size();
                done.accept(written * 1000 / Math.max(1, keys));
            } while (!cursor.equals("0") && goOn.getAsBoolean());
        }
    }

    private void write(int database, List<String> keys, Sink sink) throws InterruptedException {
        List<List<String>> commands = new ArrayList<>();
        new Elements(link).of(keys, commands::add);
        for (List<String> command : commands) {
            sink.accept(database, command);
        }
    }

    /** redis-shake takes the byte before a function for the type of a key, and its code for the key's name. */
    private void refuseFunctions() {
        List<Reply> libraries = link.ask("FUNCTION", "LIST", "WITHCODE").items();
        if (!libraries.isEmpty()) {
            String code = Fields.of(libraries.getFirst()).get("library_code").octets();
            throw new Panic("unknown rdb value type byte. key=[%s], type=[%d]".formatted(code, FUNCTION_OPCODE));
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
