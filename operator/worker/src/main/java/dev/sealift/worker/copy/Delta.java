package dev.sealift.worker.copy;

import dev.sealift.worker.objects.Item;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a pass has to copy, as far as a list may be long; beyond that, how much and how old. */
final class Delta {

    private final Engine engine;
    private final List<String> list = new ArrayList<>();
    private final List<String> keys = new ArrayList<>();
    private boolean listed = true;
    private long missing;
    private long stale;
    private long equal;
    private @Nullable Instant oldestStale;

    /** @param engine which says how a key stands in a list, and how long a list may be */
    Delta(Engine engine) {
        this.engine = engine;
    }

    /** The target lacks it. */
    synchronized void missing(Item source) {
        missing++;
        enlist(source.key());
    }

    /** The target has it otherwise, or may have. */
    synchronized void stale(Item source) {
        stale++;
        enlist(source.key());
        if (oldestStale == null || source.lastModified().isBefore(oldestStale)) {
            oldestStale = source.lastModified();
        }
    }

    /** Nothing is to be done. */
    synchronized void equal() {
        equal++;
    }

    private void enlist(String key) {
        Optional<String> line = engine.listed(key);
        listed = listed && line.isPresent() && list.size() < engine.longestList();
        if (listed) {
            line.ifPresent(list::add);
            keys.add(key);
        }
    }

    boolean isEmpty() {
        return missing == 0 && stale == 0;
    }

    /** The keys to copy, one by one; empty if there are too many for that. */
    Optional<List<String>> list() {
        return listed ? Optional.of(list.stream().sorted().toList()) : Optional.empty();
    }

    /** What {@link #list} is about. */
    List<String> keys() {
        return List.copyOf(keys);
    }

    long missing() {
        return missing;
    }

    long stale() {
        return stale;
    }

    long equalItems() {
        return equal;
    }

    /** When the oldest of the stale was modified at the source; null if none is. */
    @Nullable Instant oldestStale() {
        return oldestStale;
    }
}
