package dev.sealift.tools.worker;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads the indexes in a Job's status, such as {@code 0,3-5}. */
public final class Indexes {

    private Indexes() {}

    /** The indexes that the text names; none if there is no text. */
    public static Set<Integer> of(@Nullable String text) {
        Set<Integer> indexes = new TreeSet<>();
        if (text != null && !text.isBlank()) {
            for (String part : text.split(",", -1)) {
                int dash = part.indexOf('-');
                int first = Integer.parseInt(dash < 0 ? part : part.substring(0, dash));
                int last = dash < 0 ? first : Integer.parseInt(part.substring(dash + 1));
                IntStream.rangeClosed(first, last).forEach(indexes::add);
            }
        }
        return indexes;
    }
}
