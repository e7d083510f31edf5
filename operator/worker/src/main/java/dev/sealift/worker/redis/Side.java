package dev.sealift.worker.redis;

import java.util.Locale;

/** Which of the two a Redis is. What goes wrong at it is named after it. */
public enum Side {
    Source,
    Target;

    /** Such as {@code SourceUnreachable}. */
    String reason(String what) {
        return name() + what;
    }

    /** Such as {@code the source}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
