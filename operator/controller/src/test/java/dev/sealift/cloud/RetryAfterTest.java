package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryAfterTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "17                            | PT17S",
                "' 17 '                        | PT17S",
                "0                             | PT0S",
                "Sun, 01 Nov 2026 10:02:00 GMT | PT2M",
                "Sun, 01 Nov 2026 09:00:00 GMT | PT0S",
                "999999                        | PT1H",
                "soon                          |",
                "-5                            |",
                "                              |",
            })
    void aHeaderIsSecondsOrADate(String header, Duration expected) {
        assertThat(RetryAfter.of(Optional.ofNullable(header), NOW)).isEqualTo(Optional.ofNullable(expected));
    }
}
