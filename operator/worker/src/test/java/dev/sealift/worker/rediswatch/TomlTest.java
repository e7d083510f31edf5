package dev.sealift.worker.rediswatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TomlTest {

    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9A-F]{4})|\\\\U([0-9A-F]{8})");

    /** As TOML reads it. */
    private static String read(String quoted) {
        return ESCAPE.matcher(quoted.substring(1, quoted.length() - 1))
                .replaceAll(match -> Matcher.quoteReplacement(Character.toString(
                        Integer.parseInt(match.group(1) == null ? match.group(2) : match.group(1), 16))));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "plain-1.2_3,     `\"plain-1.2_3\"`",
                "pa$$word,        `\"pa\\u0024\\u0024word\"`",
                "${HOME},         `\"\\u0024{HOME}\"`",
                "a\"b,            `\"a\\u0022b\"`",
                "a\\b,            `\"a\\u005Cb\"`",
                "it's,            `\"it\\u0027s\"`",
                "`#no comment`,   `\"#no comment\"`",
                "größe,           `\"gr\\u00F6\\u00DFe\"`",
                "😀,              `\"\\U0001F600\"`"
            })
    void escapes_what_either_reader_would_touch(String text, String quoted) {
        assertThat(Toml.string(text)).isEqualTo(quoted);
    }

    @Property
    void whatever_it_is_it_is_read_back_and_envsubst_finds_nothing(@ForAll String text) {
        Assume.that(text.codePoints().noneMatch(point -> point >= 0xD800 && point <= 0xDFFF));

        String quoted = Toml.string(text);

        assertThat(read(quoted)).isEqualTo(text);
        assertThat(quoted).doesNotContain("$").matches("\"[^\"\\p{Cntrl}]*\"");
        assertThat(ESCAPE.matcher(quoted).replaceAll("")).doesNotContain("\\");
    }

    @Test
    void refuses_half_a_character() {
        assertThatThrownBy(() -> Toml.string("a\uD800b")).isInstanceOf(IllegalArgumentException.class);
    }
}
