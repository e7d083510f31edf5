package dev.sealift.testkit.shake;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.wire.Body;
import dev.sealift.testkit.wire.Fields;
import dev.sealift.testkit.wire.Listener;
import dev.sealift.testkit.wire.Outgoing;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * How far the program is, at any path of a port. Reader and writer are as they were at the last full second, and absent before the
 * first; whether they are consistent is asked at once.
 */
final class StatusPage {

    private static final Duration REFRESHED = Duration.ofSeconds(1);

    private final String started = Log.TIME.format(LocalDateTime.now(ZoneId.systemDefault()));
    private final Reader reader;
    private final Writer writer;
    private final Tally total = new Tally();
    private final Map<String, Tally> byCommand = new TreeMap<>();
    private @Nullable Object shownReader;
    private @Nullable Object shownWriter;

    /** What the page is. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Page(
            String startTime,
            boolean consistent,
            Count totalEntriesCount,
            Map<String, Count> perCmdEntriesCount,
            @Nullable Object reader,
            @Nullable Object writer) {}

    /** How many entries, and how many a second. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Count(long readCount, double readOps, long writeCount, double writeOps) {}

    StatusPage(Reader reader, Writer writer) {
        this.reader = reader;
        this.writer = writer;
    }

    void serve(int port, Threads threads) {
        Listener.open(port, Optional.empty(), _ -> answer());
        threads.every(REFRESHED, "status", this::refresh);
    }

    synchronized void wasRead(Command command) {
        total.read++;
        byCommand.computeIfAbsent(command.name(), _ -> new Tally()).read++;
    }

    synchronized void wasWritten(Command command) {
        total.written++;
        byCommand.computeIfAbsent(command.name(), _ -> new Tally()).written++;
    }

    private synchronized void refresh() {
        shownReader = reader.status();
        shownWriter = writer.status();
        total.measure(System.nanoTime());
    }

    private Outgoing answer() {
        Fields fields = Fields.NONE.with("Content-Type", "application/json");
        return new Outgoing.Message(200, fields, Body.of(Json.bytes(page())));
    }

    /** The commands' own rates are 0: redis-shake never measures them. */
    synchronized Page page() {
        Map<String, Count> counts = new TreeMap<>();
        byCommand.forEach((name, tally) -> counts.put(name, tally.count()));
        return new Page(
                started,
                reader.isConsistent() && writer.isConsistent(),
                total.count(),
                counts,
                shownReader,
                shownWriter);
    }

    /** In a few words, for the log. */
    synchronized String line() {
        Count count = total.count();
        return "read_count=[%d], read_ops=[%.2f], write_count=[%d], write_ops=[%.2f], %s"
                .formatted(count.readCount, count.readOps, count.writeCount, count.writeOps, reader.statusLine());
    }

    private static final class Tally {

        private long read;
        private long written;
        private double readRate;
        private double writeRate;
        private long readBefore;
        private long writtenBefore;
        private long measured;

        void measure(long nanos) {
            if (measured != 0) {
                double seconds = (nanos - measured) / 1e9;
                readRate = (read - readBefore) / seconds;
                writeRate = (written - writtenBefore) / seconds;
                readBefore = read;
                writtenBefore = written;
            }
            measured = nanos;
        }

        Count count() {
            return new Count(read, readRate, written, writeRate);
        }
    }
}
