package dev.sealift.testkit.redis;

import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Strings of bytes, one character a byte. */
public final class Octets {

    private Octets() {}

    /** The bytes of a text in UTF-8. */
    public static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** These bytes. */
    public static String of(byte[] bytes) {
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    /** The bytes themselves. */
    public static byte[] bytes(String octets) {
        return octets.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As people read it: UTF-8 where it is that, else with {@code \xNN} for what isn't printable ASCII. */
    public static String shown(String octets) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(java.nio.ByteBuffer.wrap(bytes(octets)))
                    .toString();
            return text.chars().anyMatch(Character::isISOControl) ? escaped(octets) : text;
        } catch (CharacterCodingException e) {
            return escaped(octets);
        }
    }

    private static String escaped(String octets) {
        StringBuilder text = new StringBuilder();
        octets.chars().forEach(octet -> {
            if (octet >= ' ' && octet < 0x7F && octet != '\\') {
                text.append((char) octet);
            } else {
                text.append("\\x%02x".formatted(octet));
            }
        });
        return text.toString();
    }
}
