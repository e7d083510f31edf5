package dev.sealift.worker.listing;

import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.work.Trouble;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A part of a listing that is walked page by page. Guarded by the lock of the {@link ParallelListing}. */
final class Segment {

    private final Deque<List<Item>> gathered = new ArrayDeque<>();
    private final Set<String> guesses = new HashSet<>();
    private int size;
    private int pages;
    private String position;
    private @Nullable String firstOfPage;
    private @Nullable String to;
    private @Nullable String token;
    private boolean walking;

    Segment(String from, @Nullable String to) {
        this.position = from;
        this.to = to;
    }

    /** Takes a page, as far as it belongs here. */
    void listed(List<Item> page, @Nullable String next) {
        walking = false;
        token = next;
        List<Item> own = new ArrayList<>(page.size());
        for (Item item : page) {
            if (to != null && KeyOrder.INSTANCE.compare(item.key(), to) >= 0) {
                token = null;
                break;
            }
            inOrder(item.key());
            own.add(item);
        }
        keep(own);
        guesses.removeIf(guess -> !holds(guess));
    }

    private void inOrder(String key) {
        int order = KeyOrder.INSTANCE.compare(position, key);
        if (order > 0 || (order == 0 && firstOfPage != null)) {
            throw new Trouble(
                            "ListingUnordered",
                            "The service lists '" + key + "' behind '" + position
                                    + "'; such a listing can't be compared.",
                            false)
                    .asException(new IllegalStateException("not sorted"));
        }
        firstOfPage = firstOfPage == null ? key : firstOfPage;
        position = key;
    }

    private void keep(List<Item> own) {
        if (!own.isEmpty()) {
            firstOfPage = own.getFirst().key();
            gathered.addLast(own);
            size += own.size();
            pages++;
        }
    }

    /** Ends it at a key that is known to begin another, or to have nothing behind it here. */
    void endAt(String key) {
        to = key;
        guesses.removeIf(guess -> !holds(guess));
    }

    /** Takes over the guesses at what has become a part of this one. */
    void inherit(Set<String> others) {
        others.stream().filter(this::holds).forEach(guesses::add);
    }

    /** Whether a key lies in what is still to be walked. */
    boolean holds(String key) {
        return !isExhausted()
                && KeyOrder.INSTANCE.compare(position, key) < 0
                && (to == null || KeyOrder.INSTANCE.compare(key, to) < 0);
    }

    /** How many pages like the last one are left, if keys were evenly spread. */
    double pagesLeft(Alphabet alphabet) {
        return isExhausted() || firstOfPage == null ? 0 : alphabet.remaining(firstOfPage, position, to);
    }

    boolean hasItems() {
        return !gathered.isEmpty();
    }

    List<Item> take() {
        List<Item> items = gathered.isEmpty() ? List.of() : gathered.removeFirst();
        size -= items.size();
        return items;
    }

    /** How many pages it has turned out to hold so far. */
    int pages() {
        return pages;
    }

    int gathered() {
        return size;
    }

    /** Whether it can be walked on and nobody does. */
    boolean isIdle() {
        return !walking && token != null;
    }

    /** Begins to walk on: with this token. */
    String walk() {
        walking = true;
        return Objects.requireNonNull(token);
    }

    boolean isExhausted() {
        return !walking && token == null;
    }

    String position() {
        return position;
    }

    @Nullable String to() {
        return to;
    }

    Set<String> guesses() {
        return guesses;
    }
}
