package dev.sealift.api.worker;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which keys belong: those that an include pattern matches, or all if there is none, without those that an exclude pattern
 * matches. A pattern is over the whole key: {@code *} stands for anything within a path segment, {@code ?} for one character
 * of it, {@code **}, which has a segment for itself, for any number of segments; all else stands for itself.
 */
public record KeyPatterns(List<String> include, List<String> exclude) {

    /** All keys belong. */
    public static final KeyPatterns ALL = new KeyPatterns(List.of(), List.of());

    /** Fills what is absent. */
    public KeyPatterns(@Nullable List<String> include, @Nullable List<String> exclude) {
        this.include = include == null ? List.of() : List.copyOf(include);
        this.exclude = exclude == null ? List.of() : List.copyOf(exclude);
    }
}
