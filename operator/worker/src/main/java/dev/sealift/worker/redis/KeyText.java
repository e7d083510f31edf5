package dev.sealift.worker.redis;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/** Keys for people: as UTF-8 where they are, every other byte and every control character as {@code \xNN}. */
public final class KeyText {

    private KeyText() {}

    public static String of(byte[] key) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(key);
        CharBuffer out = CharBuffer.allocate(key.length + 1);
        StringBuilder text = new StringBuilder();
        while (true) {
            CoderResult result = decoder.decode(in, out, true);
            out.flip().chars().forEach(character -> append(text, (char) character));
            out.clear();
            if (!result.isError()) {
                return text.toString();
            }
            for (int i = 0; i < result.length(); i++) {
                escape(text, in.get());
            }
        }
    }

    private static void append(StringBuilder text, char character) {
        if (Character.isISOControl(character)) {
            for (byte each : String.valueOf(character).getBytes(StandardCharsets.UTF_8)) {
                escape(text, each);
            }
        } else {
            text.append(character);
        }
    }

    private static void escape(StringBuilder text, byte value) {
        text.append(String.format("\\x%02x", value));
    }
}
