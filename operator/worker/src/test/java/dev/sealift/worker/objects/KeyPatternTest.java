package dev.sealift.worker.objects;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyPatternTest {

    @ParameterizedTest
    @CsvSource({
        "logs/**, logs/2026/01/a.log, true",
        "logs/**, logs/, true",
        "logs/**, logs, false",
        "logs/**, old/logs/a, false",
        "logs/*, logs/a.log, true",
        "logs/*, logs/2026/a.log, false",
        "**/*.csv, a.csv, true",
        "**/*.csv, x/y/a.csv, true",
        "**/*.csv, x/y/a.csv.gz, false",
        "a/**/z, a/z, true",
        "a/**/z, a/b/c/z, true",
        "a/**/z, a/bz, false",
        "a/**/z, az, false",
        "**/tmp/**, tmp/a, true",
        "**/tmp/**, x/tmp/y/z, true",
        "**/tmp/**, x/tmpy/z, false",
        "a?c, abc, true",
        "a?c, a/c, false",
        "a?c, a\uD83D\uDE00c, true",
        "*, a, true",
        "*, a/b, false",
        "**, a/b, true",
        "a.b, axb, false",
        "A, a, false",
        "'[ab]{c}', '[ab]{c}', true",
        "a\\b, a\\b, true"
    })
    void matches(String pattern, String key, boolean matches) {
        assertThat(KeyPattern.of(pattern).matches(key)).isEqualTo(matches);
        assertThat(Pattern.compile("^(?:" + KeyPattern.of(pattern).expression() + ")\\z")
                        .matcher(key)
                        .find())
                .isEqualTo(matches);
    }

    @Property
    void theExpressionSaysTheSame(
            @ForAll @Chars({'a', 'b', '/', '*', '?', ';', '.'}) @StringLength(min = 1, max = 8) String pattern,
            @ForAll @Chars({'a', 'b', '/', ';', '\n'}) @StringLength(max = 10) String key) {
        String expression = KeyPattern.of(pattern).expression();

        assertThat(expression).doesNotContain(";");
        assertThat(Pattern.compile(expression).matcher(key).matches())
                .isEqualTo(KeyPattern.of(pattern).matches(key));
    }

    /** What comes after a prefix is chosen exactly as the whole key is, wherever the prefix cuts the pattern. */
    @Property
    void whatIsLeftAfterAPrefixSaysTheSame(
            @ForAll @Chars({'a', 'b', '/', '*', '?'}) @StringLength(min = 1, max = 8) String pattern,
            @ForAll @Chars({'a', 'b', '/'}) @StringLength(max = 5) String prefix,
            @ForAll @Chars({'a', 'b', '/'}) @StringLength(max = 5) String rest) {
        boolean after = KeyPattern.of(pattern).after(prefix).stream().anyMatch(left -> left.matches(rest));

        assertThat(after).isEqualTo(KeyPattern.of(pattern).matches(prefix + rest));
    }
}
