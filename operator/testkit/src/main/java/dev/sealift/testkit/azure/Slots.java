package dev.sealift.testkit.azure;

import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** The accounts {@code slot00} and on, which stand ready to be storage accounts. */
final class Slots {

    private final NavigableSet<String> free = new TreeSet<>();

    Slots(int count) {
        IntStream.range(0, count).mapToObj("slot%02d"::formatted).forEach(free::add);
    }

    synchronized Optional<String> claim() {
        return Optional.ofNullable(free.pollFirst());
    }

    synchronized void claim(String slot) {
        if (!free.remove(slot)) {
            throw new IllegalArgumentException(slot + " is no free slot");
        }
    }

    synchronized void release(String slot) {
        free.add(slot);
    }
}
