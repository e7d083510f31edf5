package dev.sealift.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OctetsTest {

    @Test
    void textIsShownAsItIs() {
        assertThat(Octets.shown(Octets.of("größe:1"))).isEqualTo("größe:1");
    }

    @Test
    void whatIsNoTextIsShownByteByByte() {
        assertThat(Octets.shown("a\u00ff\u0000b\\")).isEqualTo("a\\xff\\x00b\\x5c");
    }
}
