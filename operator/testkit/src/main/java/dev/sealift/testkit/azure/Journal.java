package dev.sealift.testkit.azure;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Every request that was made, so that a test can say «exactly once». Bounded; it says how many it forgot. */
public final class Journal {

    private static final int KEPT = 60_000;

    /**
     * One request.
     *
     * @param number counts from 1 since the last reset
     * @param service {@code entra}, {@code arm} or {@code blob}
     * @param path with the query; signatures in it are hidden
     * @param status 0 if the connection was dropped
     * @param caller the client id, null if it wasn't known
     * @param operation the operation of the data plane, null elsewhere
     * @param fault what was done to it on a test's behalf, null if nothing
     * @param note why it was dropped, null if it wasn't
     */
    public record Entry(
            long number,
            Instant at,
            String service,
            String method,
            String host,
            String path,
            int status,
            String requestId,
            String correlationId,
            @Nullable String clientRequestId,
            @Nullable String caller,
            @Nullable String operation,
            @Nullable String fault,
            @Nullable String note,
            long millis) {}

    /** Entries that were asked for, and how many are forgotten and may be missing. */
    public record Page(long forgotten, List<Entry> entries) {}

    private final Deque<Entry> entries = new ArrayDeque<>();
    private long numbered;
    private long forgotten;

    Journal() {}

    /** The number of a request that begins; it is noted when it has ended. */
    synchronized long next() {
        return ++numbered;
    }

    synchronized void note(Entry entry) {
        entries.addLast(entry);
        if (entries.size() > KEPT) {
            entries.removeFirst();
            forgotten++;
        }
    }

    synchronized void clear() {
        entries.clear();
        numbered = 0;
        forgotten = 0;
    }

    /** The entries that match all of what is given, as regular expressions found in them. */
    synchronized Page find(Optional<String> service, Optional<String> method, Optional<String> target, long after) {
        Optional<Pattern> pattern = target.map(Pattern::compile);
        List<Entry> found = entries.stream()
                .filter(it -> it.number() > after)
                .filter(it -> service.map(it.service()::equals).orElse(true))
                .filter(it -> method.map(it.method()::matches).orElse(true))
                .filter(it -> pattern.map(p -> p.matcher(it.host() + it.path()).find())
                        .orElse(true))
                .toList();
        return new Page(forgotten, found);
    }
}
