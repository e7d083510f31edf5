package dev.sealift.worker.objects;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * Finds, in a sorted listing, keys that need another key to be a directory: {@code a} and {@code a/b}. Between the two may
 * stand any number of others ({@code a-1}, {@code a.txt}), so it remembers the keys that the current one starts with; there
 * are never more of them than the key has characters.
 */
public final class Collisions {

    private final Deque<String> beginnings = new ArrayDeque<>();

    /** The file that stands where the key needs a directory. Keys come in {@link KeyOrder}. */
    public Optional<String> next(String key) {
        while (!beginnings.isEmpty() && !key.startsWith(beginnings.peek())) {
            beginnings.pop();
        }
        Optional<String> file =
                beginnings.stream().filter(b -> key.startsWith(b + "/")).findFirst();
        beginnings.push(key);
        return file;
    }
}
