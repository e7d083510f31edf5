package dev.sealift.worker.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.ShardPlan;
import dev.sealift.api.worker.ShardPlan.Shard;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.KeyRange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ShardCutterTest {

    private static final long ANY = Long.MAX_VALUE / 4;

    private static Item item(String key, long size) {
        return new Item(key, size, Instant.EPOCH, null, false);
    }

    private static ShardPlan plan(long mostItems, long mostBytes, List<Item> items) {
        ShardCutter cutter = new ShardCutter(mostItems, mostBytes);
        items.forEach(cutter);
        return cutter.plan();
    }

    private static List<String> beginnings(ShardPlan plan) {
        return plan.shards().stream().map(Shard::from).toList();
    }

    private static List<Item> within(List<Item> items, ShardPlan plan, int index) {
        KeyRange range = new KeyRange(plan.shards().get(index).from(), plan.end(index));
        return items.stream().filter(item -> range.contains(item.key())).toList();
    }

    @Provide
    Arbitrary<List<Item>> listing() {
        Arbitrary<String> key = Arbitraries.of("a", "b", "/", "0", "~", "ü", "\uFFFD", "😀", "𐀀", " ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(7)
                .map(letters -> String.join("", letters));
        return Combinators.combine(key, Arbitraries.longs().between(0, 200))
                .as(ShardCutterTest::item)
                .list()
                .uniqueElements(Item::key)
                .ofMaxSize(200)
                .map(items -> items.stream()
                        .sorted((one, other) -> KeyOrder.INSTANCE.compare(one.key(), other.key()))
                        .toList());
    }

    @Property(tries = 500)
    void every_key_is_in_exactly_one_shard_and_counted_there(
            @ForAll("listing") List<Item> items,
            @ForAll @IntRange(min = 1, max = 50) int mostItems,
            @ForAll @IntRange(min = 1, max = 400) int mostBytes) {
        ShardPlan plan = plan(mostItems, mostBytes, items);

        assertThat(beginnings(plan)).isSortedAccordingTo(KeyOrder.INSTANCE).doesNotHaveDuplicates();
        for (int i = 0; i < plan.size(); i++) {
            List<Item> own = within(items, plan, i);
            Shard shard = plan.shards().get(i);
            assertThat(shard.items()).isEqualTo(own.size());
            assertThat(shard.bytes())
                    .isEqualTo(own.stream().mapToLong(Item::size).sum());
        }
        assertThat(plan.items()).isEqualTo(items.size());
    }

    @Property(tries = 300)
    void a_shard_keeps_both_bounds_or_is_one_object(
            @ForAll("listing") List<Item> items,
            @ForAll @IntRange(min = 30, max = 60) int mostItems,
            @ForAll @IntRange(min = 2500, max = 5000) int mostBytes) {
        ShardPlan plan = plan(mostItems, mostBytes, items);

        assertThat(plan.shards())
                .allSatisfy(shard -> assertThat(
                                shard.items() <= mostItems && shard.bytes() <= mostBytes || shard.items() <= 1)
                        .as("%s", shard)
                        .isTrue());
    }

    @Property(tries = 100)
    void joining_keeps_every_object(
            @ForAll("listing") List<Item> items, @ForAll @IntRange(min = 1, max = 90) int most) {
        ShardPlan fine = plan(5, ANY, items);
        ShardPlan coarse = fine.joined(most, ANY);

        assertThat(coarse.items()).isEqualTo(fine.items());
        assertThat(coarse.bytes()).isEqualTo(fine.bytes());
        assertThat(beginnings(fine)).containsAll(beginnings(coarse));
    }

    @Test
    void few_objects_are_one_shard() {
        assertThat(plan(10, 1000, List.of(item("a", 1), item("b/c", 2))))
                .isEqualTo(new ShardPlan(List.of(new Shard("", 2, 3))));
        assertThat(plan(10, 1000, List.of())).isEqualTo(new ShardPlan(List.of(new Shard("", 0, 0))));
    }

    @Test
    void an_object_that_fills_a_shard_has_its_own() {
        ShardPlan plan = plan(10, 100, List.of(item("a", 1), item("b", 1), item("large", 100), item("z", 1)));

        assertThat(plan.shards()).containsExactly(new Shard("", 2, 2), new Shard("l", 1, 100), new Shard("z", 1, 1));
    }

    @Test
    void shards_end_where_folders_do() {
        List<Item> items = IntStream.range(0, 300)
                .mapToObj(i -> item(String.format(Locale.ROOT, "y/%02d/%03d", i / 30, i), 1))
                .toList();

        assertThat(beginnings(plan(100, ANY, items))).containsExactly("", "y/03/", "y/06/", "y/09/");
    }

    @Test
    void a_folder_of_a_great_many_objects_is_divided_a_few_times_only() {
        List<Item> items = IntStream.range(0, 100_000)
                .mapToObj(i -> item(String.format(Locale.ROOT, "flat/%06d", i), 1))
                .toList();

        assertThat(plan(100, ANY, items).size()).isBetween(8, 20);
    }

    @Test
    void a_million_objects_in_many_folders_never_make_more_shards_than_there_may_be() {
        ShardCutter cutter = new ShardCutter(100, ANY);
        IntStream.range(0, 1_000_000)
                .mapToObj(i -> item(String.format(Locale.ROOT, "%05d/%03d", i / 50, i % 50), 1))
                .forEach(cutter);
        ShardPlan plan = cutter.plan();

        assertThat(plan.size()).isBetween(ShardPlan.MOST_SHARDS / 3, ShardPlan.MOST_SHARDS);
        assertThat(plan.items()).isEqualTo(1_000_000);
    }
}
