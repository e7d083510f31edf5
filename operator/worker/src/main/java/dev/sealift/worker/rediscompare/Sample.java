package dev.sealift.worker.rediscompare;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A sample of all keys: those whose hash under the seed is lowest. So every key is as likely to be drawn as every other, the same seed
 * draws the same keys whatever the order they come in, and one that comes twice, as it may in a walk, is drawn once.
 */
final class Sample {

    private final int size;
    private final long seed;
    private final TreeMap<Long, Key> drawn = new TreeMap<>();
    /** Read without the monitor, as nearly all keys are above it. */
    private volatile long highest = Long.MAX_VALUE;

    Sample(int size, long seed) {
        this.size = size;
        this.seed = seed;
    }

    void offer(Key key) {
        long hash = key.hash(seed);
        if (hash < highest) {
            draw(hash, key);
        }
    }

    private synchronized void draw(long hash, Key key) {
        drawn.put(hash, key);
        if (drawn.size() > size) {
            drawn.pollLastEntry();
        }
        if (drawn.size() == size) {
            highest = size == 0 ? Long.MIN_VALUE : drawn.lastKey();
        }
    }

    synchronized List<Key> keys() {
        return new ArrayList<>(drawn.values());
    }
}
