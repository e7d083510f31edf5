package dev.sealift.worker.compare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;

class SortedItemsTest {

    private static Item item(String key) {
        int seed = key.hashCode();
        return new Item(
                key,
                seed,
                Instant.ofEpochSecond(seed, Math.abs(seed % 1000)),
                seed % 2 == 0 ? "9a0364b9e99bb480dd25e1f0284c8555" : null,
                seed % 3 == 0);
    }

    @Property(tries = 100)
    void sortsAnyNumberInRunsOfAnyLength(
            @ForAll @Size(max = 60) @UniqueElements List<String> keys, @ForAll @IntRange(min = 1, max = 20) int run)
            throws Exception {
        Path directory = Files.createTempDirectory("sorted");
        List<Item> sorted = new ArrayList<>();
        try (SortedItems items = new SortedItems(directory, run)) {
            keys.forEach(key -> items.accept(item(key)));
            items.sorted().forEachRemaining(sorted::add);
        }

        List<Item> expected = keys.stream()
                .map(SortedItemsTest::item)
                .sorted(Comparator.comparing(Item::key, KeyOrder.INSTANCE))
                .toList();
        assertThat(sorted).isEqualTo(expected);
        try (var left = Files.list(directory)) {
            assertThat(left).isEmpty();
        }
        Files.delete(directory);
    }
}
