package dev.sealift.testkit.shake;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** A queue in which nothing waits twice. */
final class DistinctQueue<T> {

    private final Channel<T> waiting;
    private final Set<T> known = ConcurrentHashMap.newKeySet();

    DistinctQueue(int most) {
        waiting = new Channel<>(most);
    }

    /** Waits for room, unless it waits in here already. */
    void put(T value) throws InterruptedException {
        if (known.add(value)) {
            waiting.put(value);
        }
    }

    /** Waits for the next one; null when no more will come. */
    @Nullable T take() throws InterruptedException {
        T value = waiting.take();
        if (value != null) {
            known.remove(value);
        }
        return value;
    }

    void close() throws InterruptedException {
        waiting.close();
    }

    int size() {
        return waiting.size();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
