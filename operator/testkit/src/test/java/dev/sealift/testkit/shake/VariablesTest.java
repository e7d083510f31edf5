package dev.sealift.testkit.shake;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What redis-shake 4.2 was seen reading from such files. */
class VariablesTest {

    private static final Map<String, String> ENVIRONMENT = Map.of("WORD", "secret", "NONE", "");

    @ParameterizedTest
    @CsvSource(textBlock = """
            a$WORD-b,         asecret-b
            ${WORD}s,         secrets
            a$$b,             a$b
            $MISSING.,        .
            ${MISSING}.,      .
            ${MISSING:-x},    x
            ${NONE:-x},       x
            ${NONE-x},        ''
            ${WORD:+x},       x
            ${MISSING:+x},    ''
            ${MISSING=x},     x
            $5x.,             .
            $,                $
            $$,               $
            a$ b,             a$ b
            \\u0024WORD,      \\u0024WORD
            """)
    void areReplaced(String text, String expected) {
        assertThat(Variables.replaced(text, ENVIRONMENT)).isEqualTo(expected);
    }
}
