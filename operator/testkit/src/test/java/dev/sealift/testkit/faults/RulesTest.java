package dev.sealift.testkit.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** When a fault strikes. */
class RulesTest {

    private static final Faults.Rule ALWAYS = new Faults.Rule("GET", "/orders/", 0, 1_000, new Faults.Drop());

    private final Faults faults = new Faults();

    @Test
    void another_method_or_target_is_let_pass() {
        faults.add(ALWAYS);

        assertThat(faults.strike("PUT", "s3/orders/a?")).isEmpty();
        assertThat(faults.strike("GET", "s3/bills/a?")).isEmpty();
        assertThat(faults.strike("GET", "s3/orders/a?")).contains(new Faults.Drop());
    }

    @Test
    void every_third_of_those_after_the_first_two() {
        faults.add(new Faults.Rule(null, "", 2, 2, new Faults.Drop()).every(3));

        assertThat(struck(12)).containsExactly(4, 7);
        assertThat(faults.left()).isEmpty();
    }

    @Test
    void one_of_five_is_drawn_and_the_same_seed_draws_the_same() {
        faults.add(ALWAYS.oneOf(5, 42));
        List<Integer> first = struck(100);
        faults.clear();
        faults.add(ALWAYS.oneOf(5, 42));

        assertThat(first).hasSize(20).isEqualTo(struck(100));
        assertThat(first.stream().map(it -> it % 5).distinct()).hasSizeGreaterThan(1);
    }

    @Test
    void what_is_struck_by_one_rule_is_not_counted_by_the_next() {
        faults.add(new Faults.Rule(null, "", 0, 1, new Faults.Drop()));
        faults.add(new Faults.Rule(null, "", 0, 1, new Faults.DropAfter()));

        assertThat(faults.strike("GET", "a")).contains(new Faults.Drop());
        assertThat(faults.left()).containsExactly(new Faults.Left("", 0, 1));
        assertThat(faults.strike("GET", "a")).contains(new Faults.DropAfter());
        assertThat(faults.strike("GET", "a")).isEmpty();
    }

    @Test
    void one_target_is_cleared_and_the_other_not() {
        faults.add(ALWAYS);
        faults.add(new Faults.Rule(null, "/bills/", 0, 1, new Faults.Drop()));

        faults.clear(Optional.of("/orders/"));

        assertThat(faults.left()).extracting(Faults.Left::target).containsExactly("/bills/");
    }

    /** The places of those that it struck. */
    private List<Integer> struck(int requests) {
        return IntStream.range(0, requests)
                .filter(_ -> faults.strike("GET", "s3/orders/a?").isPresent())
                .boxed()
                .toList();
    }
}
