package dev.sealift.worker.objects;

import org.jspecify.annotations.Nullable;

/**
 * A part of all keys, in {@link KeyOrder}.
 *
 * @param from the first key that may be in it; empty for the very first
 * @param to the first key behind it; null if it has no end
 */
public record KeyRange(String from, @Nullable String to) {

    public static final KeyRange ALL = new KeyRange("", null);

    /** Every key that starts with the prefix. */
    public static KeyRange of(String prefix) {
        return new KeyRange(prefix, behind(prefix));
    }

    public boolean contains(String key) {
        return KeyOrder.INSTANCE.compare(from, key) <= 0 && endsBehind(key);
    }

    /** Whether a key stands before this range's end. */
    public boolean endsBehind(String key) {
        return to == null || KeyOrder.INSTANCE.compare(key, to) < 0;
    }

    /** Whether every key that starts with the prefix is in it. */
    public boolean containsAll(String prefix) {
        String behind = behind(prefix);
        return KeyOrder.INSTANCE.compare(from, prefix) <= 0
                && (to == null || (behind != null && KeyOrder.INSTANCE.compare(behind, to) <= 0));
    }

    public boolean isEverything() {
        return equals(ALL);
    }

    /** What both have; a range that no key is in if they have nothing. */
    public KeyRange and(KeyRange other) {
        return new KeyRange(later(from, other.from), earlier(to, other.to));
    }

    private static String later(String one, String other) {
        return KeyOrder.INSTANCE.compare(one, other) >= 0 ? one : other;
    }

    private static @Nullable String earlier(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return KeyOrder.INSTANCE.compare(one, other) <= 0 ? one : other;
    }

    /** The first key behind all that start with the prefix; null if there is none. */
    private static @Nullable String behind(String prefix) {
        String rest = prefix;
        while (!rest.isEmpty()) {
            int last = rest.codePointBefore(rest.length());
            String before = rest.substring(0, rest.length() - Character.charCount(last));
            if (last != Character.MAX_CODE_POINT) {
                return before + Character.toString(next(last));
            }
            rest = before;
        }
        return null;
    }

    private static int next(int codePoint) {
        return codePoint + 1 == Character.MIN_SURROGATE ? Character.MAX_SURROGATE + 1 : codePoint + 1;
    }

    @Override
    public String toString() {
        return "['" + from + "', " + (to == null ? "end" : "'" + to + "'") + ")";
    }
}
