package dev.sealift.testkit.redis;

import java.util.BitSet;
import java.util.List;

/**
 * The slots of a cluster. See <a href="https://redis.io/docs/latest/operate/oss_and_stack/reference/cluster-spec/">the
 * specification</a>.
 */
public final class Slots {

    /** How many there are. */
    public static final int COUNT = 16384;

    private Slots() {}

    /** The one that a key belongs to. */
    public static int of(String key) {
        int crc = 0;
        for (char octet : tag(key).toCharArray()) {
            crc ^= octet << 8;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 0x8000) == 0 ? crc << 1 : crc << 1 ^ 0x1021;
            }
        }
        return crc & COUNT - 1;
    }

    /** What stands in the first braces, if anything does; else the whole key. */
    private static String tag(String key) {
        int open = key.indexOf('{');
        int close = key.indexOf('}', open + 1);
        return open >= 0 && close > open + 1 ? key.substring(open + 1, close) : key;
    }

    /** Those of a node's line in CLUSTER NODES, such as {@code 0-5460} and {@code 7}; not those that are moving, in brackets. */
    public static BitSet of(List<String> words) {
        BitSet slots = new BitSet(COUNT);
        words.stream().takeWhile(word -> !word.startsWith("[")).forEach(word -> {
            String[] ends = word.split("-", 2);
            slots.set(Integer.parseInt(ends[0]), Integer.parseInt(ends[ends.length - 1]) + 1);
        });
        return slots;
    }
}
