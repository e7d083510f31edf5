package dev.sealift.testkit.shake;

import java.util.List;

/** One reader for each shard. */
final class ClusterReader implements Reader {

    private final List<Reader> shards;
    private int shown;

    ClusterReader(List<Reader> shards) {
        this.shards = shards;
    }

    @Override
    public List<Channel<Entry>> start(Threads threads) {
        return shards.stream().flatMap(shard -> shard.start(threads).stream()).toList();
    }

    @Override
    public List<Object> status() {
        return shards.stream().map(Reader::status).toList();
    }

    @Override
    public String statusLine() {
        shown = (shown + 1) % shards.size();
        return "src-%d, %s".formatted(shown, shards.get(shown).statusLine());
    }

    @Override
    public boolean isConsistent() {
        return shards.stream().allMatch(Reader::isConsistent);
    }
}
