package dev.sealift.worker.rediscompare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SampleTest {

    private static List<Key> keys(int count) {
        return new ArrayList<>(IntStream.range(0, count)
                .mapToObj(i -> new Key(0, ("key:" + i).getBytes(StandardCharsets.UTF_8)))
                .toList());
    }

    private static List<Key> drawn(List<Key> keys, int size, long seed) {
        Sample sample = new Sample(size, seed);
        keys.forEach(sample::offer);
        return sample.keys();
    }

    @Test
    void the_order_of_the_walk_is_nothing_and_twice_is_once() {
        List<Key> turned = keys(5_000);
        turned.addAll(keys(5_000));
        Collections.shuffle(turned, new Random(1));

        assertThat(drawn(turned, 100, 42))
                .isEqualTo(drawn(keys(5_000), 100, 42))
                .hasSize(100)
                .doesNotHaveDuplicates();
    }

    @Test
    void another_seed_is_another_sample() {
        assertThat(drawn(keys(5_000), 100, 43)).isNotEqualTo(drawn(keys(5_000), 100, 42));
    }

    @Test
    void fewer_keys_than_wanted_are_all_drawn() {
        assertThat(drawn(keys(50), 100, 42)).containsExactlyInAnyOrderElementsOf(keys(50));
        assertThat(drawn(keys(50), 0, 42)).isEmpty();
    }

    /** Of keys that differ in their last digits only, each must be as likely as the other. */
    @Test
    void every_key_is_as_likely() {
        List<Key> keys = keys(1_000);
        int[] times = new int[2];
        for (long seed = 0; seed < 500; seed++) {
            for (Key key : drawn(keys, 100, seed)) {
                times[keys.indexOf(key) < 500 ? 0 : 1]++;
            }
        }

        assertThat(times[0] / 50_000.0).isCloseTo(0.5, within(0.02));
    }
}
