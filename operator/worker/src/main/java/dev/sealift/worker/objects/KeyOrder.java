package dev.sealift.worker.objects;

import java.util.Comparator;

/**
 * The order of S3's listings: by the bytes of UTF-8, which is the order of code points. {@link String#compareTo} is another
 * order: it puts characters outside the basic plane before U+E000.
 */
public final class KeyOrder implements Comparator<String> {

    public static final KeyOrder INSTANCE = new KeyOrder();

    private KeyOrder() {}

    @Override
    public int compare(String left, String right) {
        int length = Math.min(left.length(), right.length());
        for (int i = 0; i < length; i++) {
            char l = left.charAt(i);
            char r = right.charAt(i);
            if (l != r) {
                return Integer.compare(rank(l), rank(r));
            }
        }
        return Integer.compare(left.length(), right.length());
    }

    /** A key before the given one, with hardly anything in between; empty if there is none. */
    public static String justBefore(String key) {
        if (key.isEmpty()) {
            return "";
        }
        int last = key.codePointBefore(key.length());
        String before = key.substring(0, key.length() - Character.charCount(last));
        return last <= ' ' ? before : before + Character.toString(former(last)) + '\uFFFD';
    }

    private static int former(int codePoint) {
        return codePoint - 1 == Character.MAX_SURROGATE ? Character.MIN_SURROGATE - 1 : codePoint - 1;
    }

    /** A surrogate stands for a code point above all of the basic plane. */
    private static int rank(char c) {
        return Character.isSurrogate(c) ? c + 0x10000 : c;
    }
}
