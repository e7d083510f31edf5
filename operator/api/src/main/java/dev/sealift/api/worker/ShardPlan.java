package dev.sealift.api.worker;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a bucket's keys are divided among pods. Every key belongs to exactly one shard, whenever it was written: the first shard
 * begins before all keys, each ends where the next begins, and the last has no end. Keys are ordered by the bytes of UTF-8.
 *
 * @param shards in order, at least one
 */
public record ShardPlan(List<Shard> shards) {

    /** The most shards of a plan. */
    public static final int MOST_SHARDS = 1000;

    /**
     * One shard.
     *
     * @param from its first possible key; empty for the first shard
     * @param items that it held when the plan was made, as {@code bytes}
     */
    public record Shard(String from, long items, long bytes) {

        /** Both as one; the other comes right behind this one. */
        public Shard and(Shard next) {
            return new Shard(from, items + next.items, bytes + next.bytes);
        }
    }

    /** Keeps its own copy. */
    public ShardPlan {
        shards = List.copyOf(shards);
        if (shards.isEmpty() || !shards.getFirst().from().isEmpty()) {
            throw new IllegalArgumentException("a plan begins before all keys");
        }
    }

    /** How many shards there are. */
    public int size() {
        return shards.size();
    }

    /** The first key behind a shard; null if it has no end. */
    public @Nullable String end(int index) {
        return index + 1 < shards.size() ? shards.get(index + 1).from() : null;
    }

    /** Items in all. */
    public long items() {
        return shards.stream().mapToLong(Shard::items).sum();
    }

    /** Bytes in all. */
    public long bytes() {
        return shards.stream().mapToLong(Shard::bytes).sum();
    }

    /** A coarser plan, whose shards are neighbours joined as long as they hold no more than this together. */
    public ShardPlan joined(long items, long bytes) {
        List<Shard> joined = new ArrayList<>();
        for (Shard shard : shards) {
            Shard both = joined.isEmpty() ? shard : joined.getLast().and(shard);
            if (!joined.isEmpty() && both.items() <= items && both.bytes() <= bytes) {
                joined.set(joined.size() - 1, both);
            } else {
                joined.add(shard);
            }
        }
        return new ShardPlan(joined);
    }
}
