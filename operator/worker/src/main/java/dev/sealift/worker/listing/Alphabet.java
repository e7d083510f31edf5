package dev.sealift.worker.listing;

import dev.sealift.worker.objects.KeyOrder;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Guesses keys that halve what lies between two others. Keys use few of all characters, so it counts in those that it has seen;
 * a wrong guess costs a request and no key.
 */
final class Alphabet {

    /** More digits than a double can tell apart. */
    private static final int MOST_DIGITS = 24;

    private static final double LEAST_GAP = 1e-12;

    private final TreeSet<Integer> letters = new TreeSet<>();
    private int[] digits = {};

    /** Takes note of the characters that a key is made of. */
    void learn(String key) {
        boolean news = false;
        for (int i = 0; i < key.length(); i += Character.charCount(key.codePointAt(i))) {
            news |= letters.add(key.codePointAt(i));
        }
        if (news) {
            digits = letters.stream().mapToInt(Integer::intValue).toArray();
        }
    }

    /**
     * A key in the middle of the widest gap between the two ends and what divides them already.
     *
     * @param low no key up to it is wanted
     * @param high no key from it on is wanted; null if there is no end
     * @param between keys between the two
     */
    Optional<String> middle(String low, @Nullable String high, Collection<String> between) {
        String common = common(low, high);
        List<String> marks = new ArrayList<>(between);
        marks.add(low);
        marks.sort(KeyOrder.INSTANCE);
        Gap widest = new Gap(low, high, 0, 0);
        for (int i = 0; i < marks.size(); i++) {
            @Nullable String end = i + 1 < marks.size() ? marks.get(i + 1) : high;
            Gap gap = new Gap(marks.get(i), end, place(common, marks.get(i)), end == null ? 1 : place(common, end));
            widest = gap.width() > widest.width() ? gap : widest;
        }
        return widest.width() < LEAST_GAP ? Optional.empty() : key(common, widest);
    }

    private record Gap(String low, @Nullable String high, double from, double to) {

        double width() {
            return to - from;
        }

        boolean holds(String key) {
            return KeyOrder.INSTANCE.compare(low, key) < 0
                    && (high == null || KeyOrder.INSTANCE.compare(key, high) < 0);
        }
    }

    /** How many times as much as from one key to another lies from there to an end, if keys were evenly spread. */
    double remaining(String first, String last, @Nullable String end) {
        String common = common(last, end);
        if (!first.startsWith(common)) {
            return 0;
        }
        double seen = place(common, last) - place(common, first);
        double left = (end == null ? 1 : place(common, end)) - place(common, last);
        return left < LEAST_GAP ? 0 : left / Math.max(seen, Double.MIN_NORMAL);
    }

    /** Where a key stands, from 0 to 1, among all that start as the common part does. */
    private double place(String common, String key) {
        double place = 0;
        double weight = 1;
        int read = 0;
        for (int i = common.length();
                i < key.length() && read < MOST_DIGITS;
                i += Character.charCount(key.codePointAt(i))) {
            weight /= base();
            place += weight * digit(key.codePointAt(i));
            read++;
        }
        return place;
    }

    /** 0 is the end of a key, so that {@code a} comes before {@code aa}. */
    private int digit(int letter) {
        int at = java.util.Arrays.binarySearch(digits, letter);
        return at >= 0 ? at + 1 : -at - 1;
    }

    private int base() {
        return digits.length + 1;
    }

    private Optional<String> key(String common, Gap gap) {
        StringBuilder key = new StringBuilder(common);
        double rest = (gap.from() + gap.to()) / 2;
        for (int i = 0; i < MOST_DIGITS; i++) {
            rest *= base();
            int digit = Math.clamp((long) rest, 0, digits.length);
            rest -= digit;
            key.appendCodePoint(digits[Math.max(0, digit - 1)]);
            if (gap.holds(key.toString()) && nearMiddle(common, key.toString(), gap)) {
                return Optional.of(key.toString());
            }
        }
        return Optional.of(key.toString()).filter(gap::holds);
    }

    private boolean nearMiddle(String common, String key, Gap gap) {
        return Math.abs(place(common, key) - (gap.from() + gap.to()) / 2) <= gap.width() / 4;
    }

    private static String common(String low, @Nullable String high) {
        if (high == null) {
            return "";
        }
        int length = 0;
        while (length < Math.min(low.length(), high.length()) && low.codePointAt(length) == high.codePointAt(length)) {
            length += Character.charCount(low.codePointAt(length));
        }
        return low.substring(0, length);
    }
}
