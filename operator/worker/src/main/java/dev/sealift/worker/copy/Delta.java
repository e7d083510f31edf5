package dev.sealift.worker.copy;

import dev.sealift.worker.compare.Findings;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Equal;
import dev.sealift.worker.compare.Verdict.Missing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a target that isn't empty lacks: found by the same comparison that verifies, so that a pass copies exactly what
 * verification would complain of.
 */
final class Delta implements Findings {

    private final Engine engine;
    private final List<String> list = new ArrayList<>();
    private boolean listed = true;
    private long missing;
    private long stale;
    private long equal;
    private @Nullable Instant oldestStale;

    /** @param engine which says how a key stands in a list, and how long a list may be */
    Delta(Engine engine) {
        this.engine = engine;
    }

    @Override
    public void listed(Pair pair, Verdict first) {}

    @Override
    public synchronized void judged(Pair pair, Verdict verdict) {
        switch (verdict) {
            case Missing() -> {
                missing++;
                enlist(pair.key());
            }
            case Different different -> {
                stale++;
                enlist(pair.key());
                age(pair);
            }
            case Equal same -> equal++;
            case Verdict.Extra extra -> {}
            case Verdict.Pending pending -> {}
            case Verdict.Archived archived -> {}
            case Verdict.Unsupported unsupported -> {}
            case Verdict.Marker marker -> {}
        }
    }

    private void enlist(String key) {
        Optional<String> line = engine.listed(key);
        listed = listed && line.isPresent() && list.size() < engine.longestList();
        if (listed) {
            line.ifPresent(list::add);
        }
    }

    private void age(Pair pair) {
        if (pair instanceof Pair.Both(var source, var target)
                && (oldestStale == null || source.lastModified().isBefore(oldestStale))) {
            oldestStale = source.lastModified();
        }
    }

    boolean isEmpty() {
        return missing == 0 && stale == 0;
    }

    /** The keys to copy, one by one; empty if there are too many for that. */
    Optional<List<String>> list() {
        return listed ? Optional.of(list.stream().sorted().toList()) : Optional.empty();
    }

    long missing() {
        return missing;
    }

    long stale() {
        return stale;
    }

    long equal() {
        return equal;
    }

    /** When the oldest of the stale was modified at the source; null if none is. */
    @Nullable Instant oldestStale() {
        return oldestStale;
    }
}
