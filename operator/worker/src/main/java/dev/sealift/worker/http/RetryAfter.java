package dev.sealift.worker.http;

import java.time.Duration;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a service wants to be left alone. */
public final class RetryAfter {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private RetryAfter() {}

    /** What an answer's {@code Retry-After} says; null if it says nothing, or not in seconds. */
    public static @Nullable Duration of(Answer answer) {
        return parse(answer.header("Retry-After"));
    }

    /** What the header's value says; null if it says nothing, or not in seconds. */
    public static @Nullable Duration parse(@Nullable String value) {
        return value != null && SECONDS.matcher(value).matches() ? Duration.ofSeconds(Long.parseLong(value)) : null;
    }
}
