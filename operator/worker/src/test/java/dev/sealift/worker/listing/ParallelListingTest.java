package dev.sealift.worker.listing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.worker.listing.Pages.Page;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyRange;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ParallelListingTest {

    private static List<String> listed(Pages pages, KeyRange range) {
        List<String> keys = new ArrayList<>();
        new ParallelListing(pages, range).into(item -> keys.add(item.key()));
        return keys;
    }

    /** Few letters, so that many keys share long beginnings; with such as only look sorted to UTF-16. */
    @Provide
    Arbitrary<List<String>> keys() {
        Arbitrary<String> letter = Arbitraries.of("a", "b", "/", "0", "~", "ü", "\uFFFD", "\uE000", "😀", "𐀀", " ");
        return letter.list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(letters -> String.join("", letters))
                .list()
                .uniqueElements()
                .ofMaxSize(300);
    }

    @Property(tries = 300)
    void tells_every_key_of_the_range_once_and_in_order(
            @ForAll("keys") List<String> keys,
            @ForAll @IntRange(min = 1, max = 7) int pageSize,
            @ForAll("keys") @Size(max = 2) List<String> ends) {
        List<String> marks = new ManyKeys(ends, 1, Duration.ZERO).sorted();
        KeyRange range =
                new KeyRange(marks.isEmpty() ? "" : marks.getFirst(), marks.size() < 2 ? null : marks.getLast());
        ManyKeys many = new ManyKeys(keys, pageSize, Duration.ZERO);

        assertThat(listed(many, range))
                .isEqualTo(many.sorted().stream().filter(range::contains).toList());
    }

    @Property(tries = 50)
    void tells_the_same_where_a_listing_begins_only_at_the_beginning(
            @ForAll @UniqueElements
                    List<@net.jqwik.api.constraints.NotEmpty @net.jqwik.api.constraints.AlphaChars String> keys,
            @ForAll @IntRange(min = 1, max = 7) int pageSize) {
        ManyKeys many = new ManyKeys(keys, pageSize, Duration.ZERO);
        many.beginsAnywhere = false;
        KeyRange range = new KeyRange("B", "h");

        assertThat(listed(many, range))
                .isEqualTo(many.sorted().stream().filter(range::contains).toList());
    }

    enum Shape {
        Numbered {
            @Override
            String key(int i, Random random) {
                return String.format(Locale.ROOT, "data/raw/part-%09d.parquet", i);
            }
        },
        ByDay {
            @Override
            String key(int i, Random random) {
                LocalDate day = LocalDate.of(2023, 1, 1).plusDays(i % 1000);
                return "logs/" + day.toString().replace('-', '/') + "/" + Long.toHexString(random.nextLong());
            }
        },
        Random {
            @Override
            String key(int i, java.util.Random random) {
                return Long.toHexString(random.nextLong()) + "/" + i;
            }
        },
        Lopsided {
            @Override
            String key(int i, Random random) {
                return i < 900_000 ? "a/a/a/a/a/a/a/a/" + i : "tenant-" + i % 10_000 + "/😀/" + i;
            }
        };

        abstract String key(int i, java.util.Random random);
    }

    /** A million keys at 30 ms a page take a sequential listing 30 s; how long this one takes is printed, not asserted. */
    @ParameterizedTest
    @EnumSource
    void lists_a_million_keys_by_many_requests_at_once(Shape shape) {
        Random random = new Random(1);
        ManyKeys many = new ManyKeys(
                IntStream.range(0, 1_000_000)
                        .mapToObj(i -> shape.key(i, random))
                        .toList(),
                1000,
                Duration.ofMillis(30));

        long begun = System.nanoTime();
        List<String> keys = listed(many, KeyRange.ALL);
        Duration took = Duration.ofNanos(System.nanoTime() - begun);

        System.out.printf(
                "%s: %d keys in %d ms by %d requests, %d at once%n",
                shape, keys.size(), took.toMillis(), many.requests.get(), many.mostAtOnce.get());
        assertThat(keys).isEqualTo(many.sorted());
        assertThat(many.mostAtOnce.get()).isGreaterThan(8);
        assertThat(many.requests.get()).as("pages fetched in vain").isLessThan(4000);
    }

    @Test
    void a_bucket_of_one_page_takes_one_request() {
        ManyKeys many = new ManyKeys(List.of("b", "a", "c"), 1000, Duration.ZERO);

        assertThat(listed(many, KeyRange.ALL)).containsExactly("a", "b", "c");
        assertThat(many.requests).hasValue(1);
    }

    @Test
    void what_a_service_does_not_sort_comes_as_it_comes() {
        List<String> shuffled = IntStream.range(0, 30).mapToObj(i -> "k" + i).collect(Collectors.toList());
        Collections.shuffle(shuffled, new Random(7));
        Pages unsorted = new Pages() {
            @Override
            public Optional<Page> from(String key) {
                return Optional.of(next("0"));
            }

            @Override
            public Optional<Page> probe(String key) {
                return from(key);
            }

            @Override
            public Page next(String token) {
                int at = Integer.parseInt(token);
                List<Item> items = shuffled.subList(at, at + 10).stream()
                        .map(key -> new Item(key, 1, java.time.Instant.EPOCH, null, false))
                        .toList();
                return new Page(items, at + 10 < shuffled.size() ? Integer.toString(at + 10) : null);
            }
        };

        assertThat(listed(unsorted, KeyRange.ALL)).isEqualTo(shuffled);
    }

    @Test
    void a_request_that_fails_ends_the_listing() {
        ManyKeys many = new ManyKeys(
                IntStream.range(0, 5000).mapToObj(Integer::toString).toList(), 10, Duration.ZERO);
        Pages failing = new Pages() {
            @Override
            public Optional<Page> from(String key) {
                return many.from(key);
            }

            @Override
            public Optional<Page> probe(String key) {
                return many.probe(key);
            }

            @Override
            public Page next(String token) {
                if (Integer.parseInt(token) > 2000) {
                    throw new IllegalArgumentException("refused");
                }
                return many.next(token);
            }
        };

        assertThatThrownBy(() -> listed(failing, KeyRange.ALL)).hasMessage("refused");
    }
}
