package dev.sealift.testkit.shake;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/** Things on their way from one thread to another: no more than a certain number, and some day no more. */
final class Channel<T> {

    /** What the last one is followed by. */
    private record Item<T>(@Nullable T value) {}

    private final BlockingQueue<Item<T>> items;

    Channel(int most) {
        items = new ArrayBlockingQueue<>(most);
    }

    /** Waits for room. */
    void put(T value) throws InterruptedException {
        items.put(new Item<>(value));
    }

    /** Whether there was room at once. */
    boolean offer(T value) {
        return items.offer(new Item<>(value));
    }

    /** Nothing is put any more. */
    void close() throws InterruptedException {
        items.put(new Item<>(null));
    }

    /** Waits for the next one; null when no more will come. */
    @Nullable T take() throws InterruptedException {
        Item<T> item = items.take();
        if (item.value() == null) {
            items.put(item);
        }
        return item.value();
    }

    boolean hasRoom() {
        return items.remainingCapacity() > 0;
    }

    int size() {
        return items.size();
    }

    boolean isEmpty() {
        return items.isEmpty();
    }
}
