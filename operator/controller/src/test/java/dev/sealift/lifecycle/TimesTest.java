package dev.sealift.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimesTest {

    /** What a status says must stay the same for a while. */
    @ParameterizedTest
    @CsvSource({"PT0S, 0s", "PT59S, 0s", "PT1M59S, 1m", "PT1H1M30S, 1h1m", "PT3H5M, 3h"})
    void ages_are_told_to_the_minute(Duration age, String text) {
        assertThat(Times.minutes(age)).isEqualTo(text);
    }
}
