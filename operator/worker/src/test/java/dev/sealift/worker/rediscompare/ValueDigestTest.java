package dev.sealift.worker.rediscompare;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.redis.RedisType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ValueDigestTest {

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String digest(RedisType type, List<String> elements) {
        ValueDigest digest = new ValueDigest(type);
        elements.forEach(element -> digest.part(bytes(element)));
        return digest.hex();
    }

    @Property
    void a_set_has_no_order(@ForAll @UniqueElements List<String> elements, @ForAll long seed) {
        List<String> shuffled = new ArrayList<>(elements);
        Collections.shuffle(shuffled, new Random(seed));

        assertThat(digest(RedisType.Set, shuffled)).isEqualTo(digest(RedisType.Set, elements));
    }

    @Property
    void a_list_has_one(@ForAll @Size(min = 2) @UniqueElements List<String> elements) {
        List<String> turned = new ArrayList<>(elements);
        Collections.swap(turned, 0, turned.size() - 1);

        assertThat(digest(RedisType.List, turned)).isNotEqualTo(digest(RedisType.List, elements));
    }

    @Property
    void another_element_is_another_set(@ForAll List<String> elements, @ForAll String one, @ForAll String other) {
        Assume.that(!one.equals(other));
        List<String> with = new ArrayList<>(elements);
        with.add(one);
        List<String> without = new ArrayList<>(elements);
        without.add(other);

        assertThat(digest(RedisType.Set, with)).isNotEqualTo(digest(RedisType.Set, without));
    }

    @ParameterizedTest
    @EnumSource(
            value = RedisType.class,
            names = {"Hash", "List", "Stream"})
    void pieces_do_not_run_into_each_other(RedisType type) {
        ValueDigest one = new ValueDigest(type);
        one.part(bytes("ab"), bytes("c"));
        ValueDigest other = new ValueDigest(type);
        other.part(bytes("a"), bytes("bc"));

        assertThat(one.hex()).isNotEqualTo(other.hex());
    }

    @Test
    void two_fields_do_not_exchange_their_values() {
        ValueDigest one = new ValueDigest(RedisType.Hash);
        one.part(bytes("f"), bytes("1"));
        one.part(bytes("g"), bytes("2"));
        ValueDigest other = new ValueDigest(RedisType.Hash);
        other.part(bytes("f"), bytes("2"));
        other.part(bytes("g"), bytes("1"));

        assertThat(one.hex()).isNotEqualTo(other.hex());
    }

    @ParameterizedTest
    @CsvSource({
        "0.1,  0.10000000000000001, true",
        "3,    3.0,                 true",
        "1e21, 1000000000000000000000, true",
        "-0,   0,                   true",
        "inf,  inf,                 true",
        "inf,  -inf,                false",
        "0.1,  0.10000000000000002, false"
    })
    void a_score_is_a_number_and_no_text(String one, String other, boolean same) {
        ValueDigest first = new ValueDigest(RedisType.SortedSet);
        first.part(bytes("m"), bytes(one));
        ValueDigest second = new ValueDigest(RedisType.SortedSet);
        second.part(bytes("m"), bytes(other));

        assertThat(first.hex().equals(second.hex())).isEqualTo(same);
    }
}
