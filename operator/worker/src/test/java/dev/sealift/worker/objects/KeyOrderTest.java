package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class KeyOrderTest {

    @Provide
    Arbitrary<String> keys() {
        return Arbitraries.of("a", "b", "/", "-", ".", "\uFF5E", "\uFFFD", "\uE000", "😀", "𐀀", "é", "\uD7FF")
                .list()
                .ofMaxSize(6)
                .map(parts -> String.join("", parts));
    }

    @Property
    void isTheOrderOfUtf8Bytes(@ForAll("keys") String left, @ForAll("keys") String right) {
        int bytes =
                Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

        assertThat(Integer.signum(KeyOrder.INSTANCE.compare(left, right))).isEqualTo(Integer.signum(bytes));
    }

    @Test
    void differsFromJavasOwn() {
        assertThat(KeyOrder.INSTANCE.compare("😀", "\uFF5E")).isPositive();
        assertThat("😀".compareTo("\uFF5E")).isNegative();
    }
}
