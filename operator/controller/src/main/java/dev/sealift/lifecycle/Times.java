package dev.sealift.lifecycle;

import java.time.Duration;

/** Durations as people write them. */
public final class Times {

    private Times() {}

    /** Exact to the second: {@code 1h30m}, {@code 41s}, {@code 0s}. */
    public static String text(Duration duration) {
        Duration seconds = Duration.ofSeconds(Math.max(0, duration.toSeconds()));
        String days = part(seconds.toDays(), "d");
        String rest = part(seconds.toHoursPart(), "h")
                + part(seconds.toMinutesPart(), "m")
                + part(seconds.toSecondsPart(), "s");
        String text = days + rest;
        return text.isEmpty() ? "0s" : text;
    }

    /**
     * Rounded down to ten seconds in the first two minutes, to minutes in the first two hours, then to hours: what is written to a
     * status and grows by itself must not change the status every second.
     */
    public static String coarse(Duration duration) {
        return text(rounded(duration));
    }

    /** Like {@link #coarse}, and rounded down to a minute in the first minutes, too: {@code 0s} while it is less than one. */
    public static String minutes(Duration duration) {
        return coarse(Duration.ofMinutes(Math.max(0, duration.toMinutes())));
    }

    /** The duration that {@link #coarse} writes. */
    public static Duration rounded(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        long grain = seconds < 120 ? 10 : seconds < 7200 ? 60 : 3600;
        return Duration.ofSeconds(seconds - seconds % grain);
    }

    private static String part(long amount, String unit) {
        return amount == 0 ? "" : amount + unit;
    }
}
