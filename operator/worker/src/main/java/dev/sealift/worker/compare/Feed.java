package dev.sealift.worker.compare;

import dev.sealift.worker.objects.Item;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Turns a listing that pushes, on a thread of its own, into an iterator that is pulled; at most some thousands of items wait
 * in between. A failure of the listing is thrown where the items are taken.
 */
final class Feed implements Iterator<Item>, AutoCloseable {

    private static final int BATCH = 500;
    private static final int BATCHES = 8;

    private final BlockingQueue<Parcel> parcels = new ArrayBlockingQueue<>(BATCHES);
    private final Thread thread;
    private Iterator<Item> current = List.<Item>of().iterator();
    private boolean ended;

    private sealed interface Parcel {
        record Items(List<Item> items) implements Parcel {}

        record End(@Nullable RuntimeException failure) implements Parcel {}
    }

    /** The consumer has gone; nobody will take another item. */
    private static final class AbandonedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    Feed(String name, Consumer<Consumer<Item>> listing) {
        this.thread = Thread.ofVirtual().name(name).start(() -> deliver(listing));
    }

    private void deliver(Consumer<Consumer<Item>> listing) {
        List<Item> batch = new ArrayList<>(BATCH);
        @Nullable RuntimeException failure = null;
        try {
            listing.accept(item -> {
                batch.add(item);
                if (batch.size() == BATCH) {
                    put(new Parcel.Items(List.copyOf(batch)));
                    batch.clear();
                }
            });
            put(new Parcel.Items(List.copyOf(batch)));
        } catch (AbandonedException e) {
            return;
        } catch (RuntimeException e) {
            failure = e;
        }
        putEnd(failure);
    }

    private void put(Parcel parcel) {
        try {
            parcels.put(parcel);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AbandonedException();
        }
    }

    private void putEnd(@Nullable RuntimeException failure) {
        try {
            put(new Parcel.End(failure));
        } catch (AbandonedException e) {
            // Nobody waits for the end of what nobody takes.
        }
    }

    @Override
    public boolean hasNext() {
        while (!current.hasNext() && !ended) {
            take();
        }
        return current.hasNext();
    }

    private void take() {
        try {
            switch (parcels.take()) {
                case Parcel.Items(List<Item> items) -> current = items.iterator();
                case Parcel.End(RuntimeException failure) -> {
                    ended = true;
                    if (failure != null) {
                        throw failure;
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException();
        }
    }

    @Override
    public Item next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return current.next();
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
