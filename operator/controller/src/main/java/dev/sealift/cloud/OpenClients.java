package dev.sealift.cloud;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients that are open, one a connection. They are made again when what they were made from has changed, and closed when
 * nothing can be using them any more: a little after they were replaced, and when nobody has asked for them for long, as happens
 * when their connection is deleted.
 *
 * <p>Safe for use by many threads. Making one is quick: it calls nobody.
 */
public final class OpenClients<A extends AutoCloseable> implements AutoCloseable {

    /** Longer than any reconcile, in which each call is bounded by 10 s, and longer than the recheck of a connection. */
    static final Duration UNUSED = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(OpenClients.class);

    private record Entry<A>(String madeFrom, A access, Instant lastUsed) {}

    private record Retired<A>(A access, Instant at) {}

    private final Clock clock;
    private final Map<String, Entry<A>> entries = new HashMap<>();
    private final List<Retired<A>> retired = new ArrayList<>();

    /** None open yet. */
    public OpenClients(Clock clock) {
        this.clock = clock;
    }

    /**
     * The clients of the connection.
     *
     * @param from what the connection refers to; with the connection's own generation it decides whether they are made again
     */
    public A of(ObjectMeta connection, List<Optional<Referenced>> from, Supplier<A> make) {
        List<String> versions = from.stream()
                .map(referenced -> referenced.map(Referenced::version).orElse("none"))
                .toList();
        String madeFrom = connection.getUid() + "/" + connection.getGeneration() + "/" + String.join("/", versions);
        return of(connection.getNamespace() + "/" + connection.getName(), madeFrom, make);
    }

    private synchronized A of(String connection, String madeFrom, Supplier<A> make) {
        Instant now = clock.instant();
        Entry<A> known = entries.get(connection);
        if (known == null || !known.madeFrom().equals(madeFrom)) {
            A made = make.get();
            replace(connection, known, now);
            known = new Entry<>(madeFrom, made, now);
        }
        entries.put(connection, new Entry<>(madeFrom, known.access(), now));
        closeWhatIsUnused(now);
        return known.access();
    }

    /** How many are open, for metrics and tests. */
    public synchronized int size() {
        return entries.size() + retired.size();
    }

    @Override
    public synchronized void close() {
        entries.values().forEach(entry -> close(entry.access()));
        entries.clear();
        retired.forEach(old -> close(old.access()));
        retired.clear();
    }

    private void replace(String connection, @Nullable Entry<A> known, Instant now) {
        if (known != null) {
            entries.remove(connection);
            retired.add(new Retired<>(known.access(), now));
        }
    }

    private void closeWhatIsUnused(Instant now) {
        Instant limit = now.minus(UNUSED);
        entries.values().removeIf(entry -> entry.lastUsed().isBefore(limit) && close(entry.access()));
        retired.removeIf(old -> old.at().isBefore(limit) && close(old.access()));
    }

    private static boolean close(AutoCloseable access) {
        try {
            access.close();
        } catch (Exception onTheWayOut) {
            LOG.warn("clients did not close cleanly", onTheWayOut);
        }
        return true;
    }
}
