package dev.sealift.cloud;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** The header of that name: seconds or a date, https://www.rfc-editor.org/rfc/rfc9110#field.retry-after. */
public final class RetryAfter {

    /** More is a clock that is wrong or a misunderstanding. */
    private static final Duration LONGEST = Duration.ofHours(1);

    private RetryAfter() {}

    /** How long to wait from now; empty if the header is absent or says nothing that can be understood. */
    public static Optional<Duration> of(Optional<String> header, Instant now) {
        return header.map(String::strip).flatMap(text -> duration(text, now)).map(RetryAfter::bounded);
    }

    private static Optional<Duration> duration(String text, Instant now) {
        try {
            return Optional.of(
                    text.matches("\\d{1,9}")
                            ? Duration.ofSeconds(Long.parseLong(text))
                            : Duration.between(now, ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME)));
        } catch (DateTimeException unreadable) {
            return Optional.empty();
        }
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST) > 0 ? LONGEST : asked;
    }
}
