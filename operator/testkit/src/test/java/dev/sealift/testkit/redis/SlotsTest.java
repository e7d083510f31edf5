package dev.sealift.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {

    /** As CLUSTER KEYSLOT of a redis-server 7.0 says. */
    @ParameterizedTest
    @CsvSource({"123456789,12739", "foo,12182", "{foo}.bar,12182", "x{}y,16116", "a{b,13340", "'',0"})
    void isThatOfTheSpecification(String key, int slot) {
        assertThat(Slots.of(key)).isEqualTo(slot);
    }

    @Test
    void rangesAreReadAndThoseOnTheirWayLeftOut() {
        assertThat(Slots.of(List.of("0-2", "7", "[8->-abc]")).stream()).containsExactly(0, 1, 2, 7);
    }
}
