package dev.sealift.engine;

import dev.sealift.api.Migration;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/** All migrations of all kinds, as the framework's caches hold them. Asks nobody. Thread-safe. */
public final class Fleet {

    private final List<Cache<? extends Migration>> caches = new CopyOnWriteArrayList<>();

    /** A kind's migrations are in this cache. */
    public void join(Cache<? extends Migration> cache) {
        caches.add(cache);
    }

    /** The migrations as they are known now. */
    public Stream<Migration> migrations() {
        return caches.stream().flatMap(Cache::list);
    }
}
