package dev.sealift.worker.objects;

import dev.sealift.api.worker.KeyPatterns;
import java.util.List;
import java.util.Optional;

/** Which keys belong, ready to be asked. Both sides' listings ask it, so survey, copy and verification see the same keys. */
public final class KeySelection {

    /** What no text matches; Go and Java have no shorter word for it. */
    private static final String NOTHING = "[^\\x{0}-\\x{10ffff}]";

    private final boolean everything;
    private final List<KeyPattern> include;
    private final List<KeyPattern> exclude;

    private KeySelection(List<KeyPattern> include, List<KeyPattern> exclude) {
        this.include = include;
        this.exclude = exclude;
        this.everything = include.isEmpty() && exclude.isEmpty();
    }

    public static KeySelection of(KeyPatterns patterns) {
        return new KeySelection(
                patterns.include().stream().map(KeyPattern::of).toList(),
                patterns.exclude().stream().map(KeyPattern::of).toList());
    }

    public boolean isEverything() {
        return everything;
    }

    public boolean takes(String key) {
        return (include.isEmpty() || matches(include, key)) && !matches(exclude, key);
    }

    private static boolean matches(List<KeyPattern> patterns, String key) {
        return patterns.stream().anyMatch(pattern -> pattern.matches(key));
    }

    /**
     * The choice for one who sees of a key only what comes after a folder, and must be told of a prefix too.
     *
     * @param include what such a rest must match; empty if it may be any
     * @param exclude what it must not match; empty if nothing is left out
     */
    public record Expressions(Optional<String> include, Optional<String> exclude) {}

    /** @param rest what every key of the source has behind the folder; with the folder, it is the source's prefix */
    public Expressions below(String folder, String rest) {
        return new Expressions(
                include.isEmpty() ? startsWith(rest) : Optional.of(whole(include, folder, rest)),
                exclude.isEmpty() ? Optional.empty() : Optional.of(whole(exclude, folder, rest)));
    }

    private static Optional<String> startsWith(String rest) {
        return rest.isEmpty() ? Optional.empty() : Optional.of("^" + KeyPattern.quoted(rest));
    }

    private static String whole(List<KeyPattern> patterns, String folder, String rest) {
        List<String> after = patterns.stream()
                .flatMap(pattern -> pattern.after(folder + rest).stream())
                .map(KeyPattern::expression)
                .distinct()
                .toList();
        return after.isEmpty() ? NOTHING : "^%s(?:%s)\\z".formatted(KeyPattern.quoted(rest), String.join("|", after));
    }
}
