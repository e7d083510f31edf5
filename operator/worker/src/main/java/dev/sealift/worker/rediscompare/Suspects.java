package dev.sealift.worker.rediscompare;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The keys that differed at the first look. So many that their number alone is proof, as when the target is empty, aren't looked at
 * one by one: those above are counted as they were first seen.
 */
final class Suspects {

    static final int ENOUGH = 50_000;

    private final Tally tally;
    private final Map<Key, Suspect> suspects = new HashMap<>();

    Suspects(Tally tally) {
        this.tally = tally;
    }

    synchronized void add(Suspect suspect) {
        if (suspects.size() < ENOUGH) {
            suspects.putIfAbsent(suspect.key(), suspect);
        } else if (!suspects.containsKey(suspect.key())) {
            tally.judged(suspect.key(), suspect.finding());
        }
    }

    synchronized List<Suspect> all() {
        return new ArrayList<>(suspects.values());
    }
}
