package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.KeyRange;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** What AzCopy would come to, of some keys, by what it is told; as it was seen to behave. */
class ReachTest {

    private static Reach reach(String root, KeyRange range, List<String> keys) {
        Reach reach = new Reach(root, range);
        keys.stream()
                .filter(key -> key.startsWith(root) && range.contains(key))
                .sorted(KeyOrder.INSTANCE)
                .map(key -> new Item(key, 1, Instant.EPOCH, null, false))
                .forEach(reach);
        return reach;
    }

    /** The keys that AzCopy copies: those that a path of the list leads to, without those that are left out. */
    private static List<String> copied(Reach reach, String root, List<String> keys) {
        List<String> list = reach.list();
        return keys.stream()
                .filter(key -> key.startsWith(root))
                .map(key -> key.substring(root.length()))
                .filter(path -> list.isEmpty()
                        || list.stream()
                                .anyMatch(one -> path.equals(one) || (one.endsWith("/") && path.startsWith(one))))
                .filter(path -> reach.leftOut().stream()
                        .noneMatch(left -> Pattern.compile(left).matcher(path).find()))
                .sorted(KeyOrder.INSTANCE)
                .toList();
    }

    @Provide
    Arbitrary<List<String>> keys() {
        return Arbitraries.of("a", "b", "/", ";", "(", "ü", "\uFFFD", "😀", "0")
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(letters -> String.join("", letters))
                .list()
                .uniqueElements()
                .ofMaxSize(60);
    }

    @Property(tries = 1000)
    void comes_to_the_keys_of_the_range_and_to_no_other(
            @ForAll("keys") List<String> keys, @ForAll("keys") @Size(max = 2) List<String> ends) {
        List<String> sorted = ends.stream().sorted(KeyOrder.INSTANCE).toList();
        KeyRange range =
                new KeyRange(sorted.isEmpty() ? "" : sorted.getFirst(), sorted.size() < 2 ? null : sorted.getLast());
        Reach reach = reach("", range, keys);

        assertThat(reach.isEmpty()).isEqualTo(keys.stream().noneMatch(range::contains));
        if (!reach.isEmpty()) {
            assertThat(copied(reach, "", keys))
                    .isEqualTo(keys.stream()
                            .filter(range::contains)
                            .sorted(KeyOrder.INSTANCE)
                            .toList());
        }
    }

    @Test
    void whole_folders_are_named_and_the_few_objects_beside_them() {
        Reach reach = reach(
                "data/",
                new KeyRange("data/b/", "data/d/5"),
                List.of("data/a/1", "data/b/1", "data/c/x/1", "data/d/1"));

        assertThat(reach.list()).containsExactly("b/", "c/", "d/1");
        assertThat(reach.leftOut()).isEmpty();
    }

    @Test
    void an_object_that_is_called_like_a_folder_does_not_bring_the_folder() {
        List<String> keys = List.of("0/", "0//", "0/a");
        Reach reach = reach("", new KeyRange("", "0//"), keys);

        assertThat(reach.list()).containsExactly("0/");
        assertThat(copied(reach, "", keys)).containsExactly("0/");
    }

    @Test
    void a_folder_with_many_objects_is_listed_and_what_is_not_meant_left_out() {
        List<String> keys = Stream.concat(
                        Stream.of("a/1"), IntStream.range(0, 5000).mapToObj(i -> "flat/" + (10_000 + i)))
                .toList();
        KeyRange range = new KeyRange("", "flat/12");
        Reach reach = reach("", range, keys);

        assertThat(reach.list()).containsExactly("a/", "flat/");
        assertThat(copied(reach, "", keys)).hasSize(2001);
    }

    @Test
    void too_many_folders_are_not_named_one_by_one() {
        List<String> keys =
                IntStream.range(0, 3000).mapToObj(i -> (10_000 + i) + "/1").toList();
        Reach reach = reach("", new KeyRange("11", null), keys);

        assertThat(reach.list()).isEmpty();
        assertThat(copied(reach, "", keys)).hasSize(2000);
    }

    @Test
    void a_bound_of_a_thousand_characters_lets_in_too_much_rather_than_too_little() {
        String end = "k".repeat(1000);
        List<String> keys = Stream.concat(
                        IntStream.range(0, 300).mapToObj(i -> "j" + i), Stream.of("k".repeat(900), end, "l"))
                .toList();
        Reach reach = reach("", new KeyRange("", end), keys);

        assertThat(copied(reach, "", keys))
                .hasSize(302)
                .contains("k".repeat(900))
                .doesNotContain("l");
    }
}
