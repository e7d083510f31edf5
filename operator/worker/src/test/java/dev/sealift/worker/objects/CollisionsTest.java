package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class CollisionsTest {

    @Provide
    Arbitrary<Set<String>> buckets() {
        Arbitrary<String> key = Arbitraries.of("a", "b", "/", "-", ".", "0")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
        return key.set().ofMaxSize(30);
    }

    @Property
    void findsWhatEveryPairWouldFind(@ForAll("buckets") Set<String> bucket) {
        TreeSet<String> sorted = new TreeSet<>(KeyOrder.INSTANCE);
        sorted.addAll(bucket);
        Collisions collisions = new Collisions();
        List<String> found = new ArrayList<>();
        sorted.forEach(key -> collisions.next(key).ifPresent(file -> found.add(key)));

        List<String> expected = sorted.stream()
                .filter(key -> sorted.stream().anyMatch(other -> key.startsWith(other + "/")))
                .toList();
        assertThat(found).isEqualTo(expected);
    }

    @Test
    void namesTheFile() {
        Collisions collisions = new Collisions();
        collisions.next("a");
        collisions.next("a-1");
        collisions.next("a.txt");

        assertThat(collisions.next("a/b")).contains("a");
        assertThat(collisions.next("b/a")).isEmpty();
    }
}
