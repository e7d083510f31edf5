package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Hours of some days of every week, on the clocks of a time zone. One that ends at or before the hour at which it begins ends on the
 * next day: Saturday from 22:00 to 04:00 ends on Sunday. Where clocks are put forward or back, it follows the clocks.
 */
public record WeeklyWindow(
        @Required @JsonPropertyDescription("The days on which it begins, such as Saturday.") @Size(min = 1, max = 7) List<Weekday> days,

        @Required
        @JsonPropertyDescription("The hour at which it begins, such as 22:00.")
        @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$") String from,

        @Required
        @JsonPropertyDescription("The hour at which it ends, such as 04:00; on the next day if it is not after from.")
        @Pattern("^([01][0-9]|2[0-3]):[0-5][0-9]$") String to,

        @JsonPropertyDescription("The time zone's name, such as Europe/Berlin or Asia/Shanghai.")
        @Default("UTC")
        @Pattern("^[A-Za-z0-9+_-]+(/[A-Za-z0-9+_-]+)*$") @Size(max = 64) String timeZone) {

    /** Fills what is absent. */
    public WeeklyWindow(List<Weekday> days, String from, String to, @Nullable String timeZone) {
        this.days = List.copyOf(days);
        this.from = from;
        this.to = to;
        this.timeZone = Objects.requireNonNullElse(timeZone, "UTC");
    }

    /** A day of the week. */
    public enum Weekday {
        Monday,
        Tuesday,
        Wednesday,
        Thursday,
        Friday,
        Saturday,
        Sunday;

        private static Weekday of(DayOfWeek day) {
            return values()[day.ordinal()];
        }
    }

    /**
     * Whether the moment lies within it.
     *
     * @throws java.time.DateTimeException if there is no such time zone
     */
    public boolean contains(Instant moment) {
        ZonedDateTime local = moment.atZone(ZoneId.of(timeZone));
        return contains(local.getDayOfWeek(), local.toLocalTime());
    }

    private boolean contains(DayOfWeek day, LocalTime time) {
        LocalTime begin = LocalTime.parse(from);
        LocalTime end = LocalTime.parse(to);
        boolean today = days.contains(Weekday.of(day));
        if (begin.isBefore(end)) {
            return today && !time.isBefore(begin) && time.isBefore(end);
        }
        boolean sinceYesterday = days.contains(Weekday.of(day.minus(1)));
        return today && !time.isBefore(begin) || sinceYesterday && time.isBefore(end);
    }
}
