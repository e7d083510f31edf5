package dev.sealift.testkit.wire;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Dates of HTTP headers. */
public final class HttpDates {

    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDates() {}

    /** As it stands in a header. */
    public static String format(Instant instant) {
        return FORMAT.format(instant);
    }

    /** The epoch for what isn't a date. */
    public static Instant parse(String date) {
        try {
            return Instant.from(FORMAT.parse(date));
        } catch (DateTimeException _) {
            return Instant.EPOCH;
        }
    }
}
