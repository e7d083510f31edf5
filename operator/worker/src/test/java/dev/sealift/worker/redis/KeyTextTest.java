package dev.sealift.worker.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import org.junit.jupiter.api.Test;

class KeyTextTest {

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    @Test
    void what_is_no_text_is_escaped() {
        assertThat(KeyText.of("user:42:größe:日本:😀".getBytes(StandardCharsets.UTF_8)))
                .isEqualTo("user:42:größe:日本:😀");
        assertThat(KeyText.of(bytes(0xff, 0, 'k', 0xc3))).isEqualTo("\\xff\\x00k\\xc3");
        assertThat(KeyText.of(bytes('a', '\n', 0x1b, '[', 0x7f))).isEqualTo("a\\x0a\\x1b[\\x7f");
        assertThat(KeyText.of(bytes(0xc2, 0x85)))
                .as("a control character of two bytes")
                .isEqualTo("\\xc2\\x85");
        assertThat(KeyText.of(bytes())).isEmpty();
    }

    @Property
    void no_key_shows_a_control_character(@ForAll byte[] key) {
        assertThat(KeyText.of(key).chars()).noneMatch(Character::isISOControl);
    }

    @Property
    void letters_stay(@ForAll @AlphaChars String key) {
        assertThat(KeyText.of(key.getBytes(StandardCharsets.UTF_8))).isEqualTo(key);
    }
}
