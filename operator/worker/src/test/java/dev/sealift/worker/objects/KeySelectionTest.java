package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.KeyPatterns;
import dev.sealift.worker.FakeSource;
import dev.sealift.worker.FakeTarget;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class KeySelectionTest {

    @Test
    void noPatternsTakeAll() {
        assertThat(KeySelection.of(KeyPatterns.ALL).isEverything()).isTrue();
        assertThat(KeySelection.of(KeyPatterns.ALL).takes("a/b")).isTrue();
    }

    @Test
    void excludeGoesOverInclude() {
        KeySelection selection = KeySelection.of(new KeyPatterns(List.of("**/*.csv"), List.of("**/tmp/**")));

        assertThat(selection.takes("a/b.csv")).isTrue();
        assertThat(selection.takes("a/b.txt")).isFalse();
        assertThat(selection.takes("a/tmp/b.csv")).isFalse();
    }

    @Test
    void bothListingsShowTheSameKeys() {
        Instant then = Instant.parse("2026-11-01T00:00:00Z");
        List<Item> items = List.of(
                new Item("a.csv", 1, then, null, false),
                new Item("a.txt", 1, then, null, false),
                new Item("b/a.csv", 1, then, null, false));
        KeySelection selection = KeySelection.of(new KeyPatterns(List.of("**/*.csv"), List.of()));

        assertThat(keys(new SelectedSource(FakeSource.of(items), selection)::list))
                .containsExactly("a.csv", "b/a.csv");
        assertThat(keys(new SelectedTarget(FakeTarget.of(items), selection)::list))
                .containsExactly("a.csv", "b/a.csv");
    }

    private static List<String> keys(java.util.function.Consumer<java.util.function.Consumer<Item>> listing) {
        List<String> keys = new ArrayList<>();
        listing.accept(item -> keys.add(item.key()));
        return keys;
    }

    /** AzCopy, which sees the path below a folder and keeps what include finds and exclude doesn't, takes the same keys. */
    @Property
    void anEngineBelowAFolderTakesTheSame(
            @ForAll @Size(max = 2) List<@Chars({'a', 'b', '/', '*', '?'}) @StringLength(min = 1, max = 6) String> include,
            @ForAll @Size(max = 2) List<@Chars({'a', 'b', '/', '*', '?'}) @StringLength(min = 1, max = 6) String> exclude,
            @ForAll @Chars({'a', '/'}) @StringLength(max = 3) String prefix,
            @ForAll @Chars({'a', 'b', '/'}) @StringLength(max = 5) String path) {
        KeySelection selection = KeySelection.of(new KeyPatterns(include, exclude));
        String folder = prefix.substring(0, prefix.lastIndexOf('/') + 1);
        KeySelection.Expressions below = selection.below(folder, prefix.substring(folder.length()));

        boolean taken = below.include().map(e -> found(e, path)).orElse(true)
                && !below.exclude().map(e -> found(e, path)).orElse(false);
        String key = folder + path;
        assertThat(taken).isEqualTo(key.startsWith(prefix) && selection.takes(key));
    }

    private static boolean found(String expression, String path) {
        return Pattern.compile(expression).matcher(path).find();
    }

    @Test
    void whatCanNeverMatchTakesNothing() {
        KeySelection selection = KeySelection.of(new KeyPatterns(List.of("logs/**"), List.of()));

        Optional<String> include = selection.below("orders/", "").include();
        assertThat(include)
                .hasValueSatisfying(e -> assertThat(found(e, "logs/a")).isFalse());
    }
}
