package dev.sealift.testkit.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The readers' own arithmetic, as redis-shake 4.2 was seen doing it. */
class ReadersTest {

    @ParameterizedTest
    @CsvSource({"0,''", "9,9 B", "999,999 B", "1024,1.0 KiB", "10240,10 KiB", "1536000,1.5 MiB", "52428800,50 MiB"})
    void sizesAreShown(long bytes, String shown) {
        assertThat(Sizes.shown(bytes)).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource({"0,0.00%", "1,50.00%", "2,25.00%", "3,75.00%"})
    void aCursorCountsFromItsHighestBit(long cursor, String percent) {
        assertThat(ScanReader.percent(cursor)).isEqualTo(percent);
    }

    @Test
    void databasesThatHoldKeysAreListenedTo() {
        assertThat(ScanReader.pattern(List.of())).isEqualTo("__keyevent@*__:*");
        assertThat(ScanReader.pattern(List.of(0, 3))).isEqualTo("__keyevent@[0,3]__:*");
    }

    @ParameterizedTest
    @CsvSource({
        "0.123456789,skiplist,0.123457",
        "0.123456789,listpack,0.123456789",
        "12,skiplist,12.000000",
        "1e+20,skiplist,100000000000000000000.000000",
        "inf,skiplist,inf"
    })
    void scoresOfLargeSortedSetsHaveSixDecimals(String score, String encoding, String written) {
        assertThat(Elements.score(score, encoding)).isEqualTo(written);
    }

    @Test
    void anAliasIsThatOfTheAddress() {
        String aliases = "10.0.0.1:6379@one,10.0.0.2:6379@two";

        assertThat(SyncReader.alias(aliases, "10.0.0.2:6379")).isEqualTo("two");
        assertThatThrownBy(() -> SyncReader.alias(aliases, "10.0.0.3:6379"))
                .isInstanceOf(Panic.class)
                .hasMessageStartingWith("can not find aws psync command. address=[10.0.0.3:6379]");
    }
}
