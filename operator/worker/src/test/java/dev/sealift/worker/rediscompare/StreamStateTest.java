package dev.sealift.worker.rediscompare;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StreamStateTest {

    @ParameterizedTest
    @CsvSource({
        "1-1, 1-2",
        "0-0, 0-1",
        "1526919030474-55, 1526919030474-56",
        "7-18446744073709551615, 8-0",
        "18446744073709551614-0, 18446744073709551614-1"
    })
    void the_next_id_is_the_least_above(String id, String next) {
        assertThat(new String(StreamState.after(id), StandardCharsets.US_ASCII)).isEqualTo(next);
    }
}
