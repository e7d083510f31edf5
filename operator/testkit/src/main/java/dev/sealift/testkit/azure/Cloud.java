package dev.sealift.testkit.azure;

import java.util.List;
import java.util.function.Supplier;

/** The world as it is now, and how to begin it anew. */
final class Cloud implements Supplier<World> {

    private final Supplier<World> maker;
    private final List<Seed> seeds;
    private volatile World now;

    Cloud(Supplier<World> maker, List<Seed> seeds) {
        this.maker = maker;
        this.seeds = List.copyOf(seeds);
        this.now = maker.get();
        this.seeds.forEach(now::plant);
    }

    @Override
    public World get() {
        return now;
    }

    synchronized void restart() {
        now.end();
        World next = maker.get();
        seeds.forEach(next::plant);
        now = next;
    }
}
