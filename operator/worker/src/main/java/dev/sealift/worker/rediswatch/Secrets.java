package dev.sealift.worker.rediswatch;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What mustn't be seen.
 *
 * @param sourcePassword null if it has none
 * @param targetPassword null if it has none
 * @param psyncAliases {@code host:port@command}, joined by commas; empty for PSYNC
 */
public record Secrets(
        @Nullable String sourcePassword, @Nullable String targetPassword, String psyncAliases) {

    /** All of them, to be kept out of what is quoted. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        add(words, sourcePassword);
        add(words, targetPassword);
        for (String alias : psyncAliases.split(",", -1)) {
            add(words, alias.substring(alias.indexOf('@') + 1).strip());
        }
        return words;
    }

    private static void add(List<String> words, @Nullable String word) {
        if (word != null && !word.isEmpty()) {
            words.add(word);
        }
    }

    @Override
    public String toString() {
        return "secrets";
    }
}
