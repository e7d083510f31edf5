package dev.sealift.worker.listing;

import dev.sealift.worker.listing.Pages.Page;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Lists a range of keys by many requests at a time, and delivers them in order.
 *
 * <p>A service gives a page only to who knows where the former one ended, so one listing takes a round trip a page. But a listing
 * may begin at any key. So whoever is idle guesses a key in the middle of what is left of an early segment, lists from there, and if
 * there is something, that is a segment of its own. A guess into emptiness tells where the segment ends. What is near the front is cut
 * ever finer, because it is what the consumer waits for; what is far from it waits with a page, so that memory stays bounded
 * however many keys there are.
 *
 * <p>What fits one page takes one request and no thread.
 */
public final class ParallelListing {

    /** As many requests are under way at most. S3 bears 5,500 a second for a prefix. */
    private static final int THREADS = 16;

    /** As many segments from the front may gather items. */
    private static final int NEAR = THREADS + 2;

    /** Items that a segment near the front gathers; with a page from each farther one some 40 MiB wait at most. */
    private static final int GATHERED = 4000;

    private static final int MOST_SEGMENTS = 40;

    /** Less than so many pages aren't worth a cut, which costs one. */
    private static final double WORTH_A_CUT = 2;

    private final Pages pages;
    private final KeyRange range;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Segment> segments = new ArrayList<>();
    private final Alphabet alphabet = new Alphabet();
    private boolean divisible = true;
    private boolean over;
    private int guessing;
    private @Nullable RuntimeException failure;

    public ParallelListing(Pages pages, KeyRange range) {
        this.pages = pages;
        this.range = range;
    }

    /** Something to do for one thread. */
    private sealed interface Task {

        /** The next page of a segment. */
        record Walk(Segment segment, String token) implements Task {}

        /** To look whether something is at a key and behind it. */
        record Guess(String key) implements Task {}
    }

    /** Gives every item to the consumer, on the calling thread; blocks until done. */
    public void into(Consumer<Item> each) {
        Optional<Page> begun = pages.from(range.from());
        if (begun.isEmpty() || !isSorted(begun.get())) {
            inSequence(begun.or(() -> pages.from("")).orElseThrow(), each);
            return;
        }
        Segment first = new Segment(range.from(), range.to());
        segments.add(first);
        listed(first, begun.get());
        if (first.isExhausted()) {
            first.take().forEach(each);
        } else {
            inParallel(each);
        }
    }

    private static boolean isSorted(Page page) {
        List<Item> items = page.items();
        return IntStream.range(1, items.size())
                .allMatch(i -> KeyOrder.INSTANCE.compare(
                                items.get(i - 1).key(), items.get(i).key())
                        < 0);
    }

    /** For a service that can't begin anywhere but at the beginning, or that doesn't sort. */
    private void inSequence(Page begun, Consumer<Item> each) {
        Page page = begun;
        while (true) {
            page.items().stream().filter(item -> range.contains(item.key())).forEach(each);
            if (page.next() == null) {
                return;
            }
            page = pages.next(page.next());
        }
    }

    private void inParallel(Consumer<Item> each) {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                for (int i = 0; i < THREADS; i++) {
                    threads.execute(this::work);
                }
                deliver(each);
            } finally {
                locked(() -> over = true);
                threads.shutdownNow();
            }
        }
    }

    private void deliver(Consumer<Item> each) {
        List<Item> items = front();
        while (!items.isEmpty()) {
            items.forEach(each);
            items = front();
        }
    }

    /** Waits for the next items; none at the end. */
    private List<Item> front() {
        lock.lock();
        try {
            while (true) {
                if (failure != null) {
                    throw failure;
                }
                Segment front = segments.getFirst();
                if (front.hasItems()) {
                    List<Item> items = front.take();
                    changed.signalAll();
                    return items;
                }
                if (!front.isExhausted()) {
                    changed.await();
                } else if (segments.size() == 1) {
                    return List.of();
                } else {
                    segments.removeFirst();
                    changed.signalAll();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the listing was cancelled", e);
        } finally {
            lock.unlock();
        }
    }

    private void work() {
        try {
            Optional<Task> task = task();
            while (task.isPresent()) {
                carryOut(task.get());
                task = task();
            }
        } catch (RuntimeException e) {
            locked(() -> failure = failure == null ? e : failure);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void carryOut(Task task) {
        switch (task) {
            case Task.Walk(Segment segment, String token) -> {
                Page page = pages.next(token);
                locked(() -> listed(segment, page));
            }
            case Task.Guess(String key) -> {
                Optional<Page> page = pages.probe(key);
                locked(() -> guessed(key, page));
            }
        }
    }

    /** Waits for something to do; empty when nothing will ever be. */
    private Optional<Task> task() throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (!over && failure == null) {
                Optional<Task> task = walk().or(this::guess);
                if (task.isPresent()) {
                    return task;
                }
                changed.await();
            }
            return Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    private List<Segment> near() {
        return segments.subList(0, Math.min(NEAR, segments.size()));
    }

    private Optional<Task> walk() {
        return near().stream()
                .filter(segment -> segment.isIdle() && segment.gathered() < GATHERED)
                .findFirst()
                .map(segment -> new Task.Walk(segment, segment.walk()));
    }

    private Optional<Task> guess() {
        if (!divisible || segments.size() + guessing >= MOST_SEGMENTS) {
            return Optional.empty();
        }
        return near().stream().map(this::guess).flatMap(Optional::stream).findFirst();
    }

    private Optional<Task> guess(Segment segment) {
        if (!isWorthACut(segment)) {
            return Optional.empty();
        }
        Optional<String> key = alphabet.middle(segment.position(), segment.to(), segment.guesses());
        key.ifPresent(guess -> {
            segment.guesses().add(guess);
            guessing++;
        });
        return key.map(Task.Guess::new);
    }

    /** A segment that has held little so far may end at once, so more is guessed about it the longer it turns out to be. */
    private boolean isWorthACut(Segment segment) {
        int guesses = segment.guesses().size();
        return segment.gathered() < GATHERED
                && guesses < segment.pages() - 1
                && segment.pagesLeft(alphabet) >= WORTH_A_CUT * (guesses + 1);
    }

    private void listed(Segment segment, Page page) {
        learn(page);
        segment.listed(page.items(), page.next());
    }

    private void learn(Page page) {
        if (!page.items().isEmpty()) {
            alphabet.learn(page.items().getFirst().key());
            alphabet.learn(page.items().getLast().key());
        }
    }

    private void guessed(String key, Optional<Page> page) {
        guessing--;
        divisible = divisible && page.isPresent();
        Optional<Segment> around =
                segments.stream().filter(segment -> segment.holds(key)).findFirst();
        around.ifPresent(segment -> segment.guesses().remove(key));
        if (around.isPresent() && page.isPresent()) {
            learn(page.get());
            cut(around.get(), key, page.get());
        }
    }

    private void cut(Segment segment, String key, Page page) {
        Segment second = new Segment(key, segment.to());
        second.listed(page.items(), page.next());
        if (second.hasItems()) {
            second.inherit(segment.guesses());
            segments.add(segments.indexOf(segment) + 1, second);
            segment.endAt(key);
        } else if (second.isExhausted()) {
            segment.endAt(key);
        }
    }

    private void locked(Runnable action) {
        lock.lock();
        try {
            action.run();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
