package dev.sealift.worker.azcopy;

import dev.sealift.worker.objects.KeyRange;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;

/** Writes "before this key" and "not before that key" as expressions for Go, which compares texts by code points as S3 does. */
final class Bounds {

    /** Go nests no deeper than 1,000. Of a longer key the beginning is compared, and a few keys more are then let in. */
    private static final int LONGEST = 400;

    private Bounds() {}

    /** Expressions that match the paths below a folder whose keys aren't in the range. */
    static List<String> outside(KeyRange range, String folder) {
        List<String> outside = new ArrayList<>();
        String to = range.to();
        if (range.from().startsWith(folder) && range.from().length() > folder.length()) {
            outside.add(before(range.from().substring(folder.length())));
        }
        if (to != null && to.startsWith(folder) && to.length() > folder.length()) {
            outside.add(from(to.substring(folder.length())));
        }
        return outside;
    }

    /** Matches what comes before the text. */
    private static String before(String text) {
        int[] letters = letters(text);
        return "^"
                + nested(letters, i -> "\\z|" + below(letters[i]) + "|" + letter(letters[i]), "[^\\x{0}-\\x{10ffff}]");
    }

    /** Matches the text and what comes behind it. */
    private static String from(String text) {
        int[] letters = letters(text);
        String rest = letters.length < text.codePointCount(0, text.length()) ? "[^\\x{0}-\\x{10ffff}]" : "";
        return "^" + nested(letters, i -> above(letters[i]) + "|" + letter(letters[i]), rest);
    }

    private static String nested(int[] letters, IntFunction<String> alternatives, String innermost) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < letters.length; i++) {
            text.append("(?:").append(alternatives.apply(i));
        }
        return text.append(innermost).append(")".repeat(letters.length)).toString();
    }

    private static String below(int letter) {
        return letter == 0 ? "[^\\x{0}-\\x{10ffff}]" : "[\\x{0}-%s]".formatted(letter(letter - 1));
    }

    private static String above(int letter) {
        return "[^\\x{0}-%s]".formatted(letter(letter));
    }

    private static String letter(int letter) {
        return String.format(Locale.ROOT, "\\x{%x}", letter);
    }

    private static int[] letters(String text) {
        return text.codePoints().limit(LONGEST).toArray();
    }
}
