package dev.sealift.worker.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfidenceTest {

    private static BigInteger choose(int of, int many) {
        BigInteger product = BigInteger.ONE;
        for (int i = 0; i < many; i++) {
            product = product.multiply(BigInteger.valueOf(of - i)).divide(BigInteger.valueOf(i + 1L));
        }
        return many > of ? BigInteger.ZERO : product;
    }

    @Property(tries = 300)
    void isWhatCountingAllSamplesGives(
            @ForAll @IntRange(min = 1, max = 120) int objects,
            @ForAll @IntRange(max = 120) int sampled,
            @ForAll @IntRange(max = 120) int differing) {
        int n = sampled % (objects + 1);
        int k = differing % (objects + 1);
        double missed = new BigDecimal(choose(objects - k, n))
                .divide(new BigDecimal(choose(objects, n)), MathContext.DECIMAL64)
                .doubleValue();

        assertThat(Confidence.ofFinding(objects, n, k)).isCloseTo(1 - missed, within(1e-12));
    }

    @Property(tries = 300)
    void theLeastNumberIsFoundAndOneLessIsNot(
            @ForAll @IntRange(min = 1, max = 100_000) int objects,
            @ForAll @IntRange(min = 1, max = 100_000) int sampled) {
        int n = 1 + (sampled - 1) % objects;

        long least = Confidence.leastFound(objects, n, 0.95);

        assertThat(Confidence.ofFinding(objects, n, least)).isGreaterThanOrEqualTo(0.95);
        assertThat(Confidence.ofFinding(objects, n, least - 1)).isLessThan(0.95);
    }

    @ParameterizedTest
    @CsvSource({
        "0,       0,    all bytes of all 0 objects were read",
        "12,      12,   all bytes of all 12 objects were read",
        "12,      0,    all bytes of no objects were read",
        "5012,    500,  'all bytes of 500 of 5012 objects were read; if 29 of the 5012 differed, this sample would have found one with 95.2 %'",
        "1000000, 1000, 'all bytes of 1000 of 1000000 objects were read; if 2990 of the 1000000 differed, this sample would have found one with 95.0 %'"
    })
    void says(long objects, long sampled, String statement) {
        assertThat(Confidence.statement("all bytes", "objects", objects, sampled))
                .isEqualTo(statement);
    }

    @Test
    void refusesWhatCantBe() {
        assertThatThrownBy(() -> Confidence.ofFinding(10, 11, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Confidence.ofFinding(10, 1, 11)).isInstanceOf(IllegalArgumentException.class);
    }
}
