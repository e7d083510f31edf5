package dev.sealift.api.worker;

import dev.sealift.api.WeeklyWindow;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How much bandwidth may be used, by the hour of the week.
 *
 * @param megabitsPerSecond at all other times; 0 for no limit
 * @param schedule the first whose hours the moment lies in tells
 */
public record Bandwidth(int megabitsPerSecond, List<Hours> schedule) {

    /** No limit at any time. */
    public static final Bandwidth UNLIMITED = new Bandwidth(0, List.of());

    /** A week, and the days at its ends that a night or a time zone reaches into. */
    private static final int FIRST_DAY = -1;

    private static final int LAST_DAY = 8;

    /** Fills what is absent. */
    public Bandwidth(int megabitsPerSecond, @Nullable List<Hours> schedule) {
        this.megabitsPerSecond = megabitsPerSecond;
        this.schedule = List.copyOf(Objects.requireNonNullElse(schedule, List.of()));
    }

    /** @param megabitsPerSecond in these hours; 0 for no limit */
    public record Hours(WeeklyWindow window, int megabitsPerSecond) {}

    /**
     * What may be used at the moment, in megabits a second; 0 for no limit.
     *
     * @throws java.time.DateTimeException if there is no such time zone
     */
    public int at(Instant moment) {
        return schedule.stream()
                .filter(hours -> hours.window().contains(moment))
                .mapToInt(Hours::megabitsPerSecond)
                .findFirst()
                .orElse(megabitsPerSecond);
    }

    /** What each of so many pods may use that run at a time; none would be no limit, so each has a little. */
    public Bandwidth among(int pods) {
        return new Bandwidth(
                share(megabitsPerSecond, pods),
                schedule.stream()
                        .map(hours -> new Hours(hours.window(), share(hours.megabitsPerSecond(), pods)))
                        .toList());
    }

    private static int share(int megabitsPerSecond, int pods) {
        return megabitsPerSecond == 0 ? 0 : Math.max(1, megabitsPerSecond / pods);
    }

    /** When that is next another amount; empty if it never is. */
    public Optional<Instant> changesAfter(Instant moment) {
        int now = at(moment);
        return schedule.stream()
                .flatMap(hours -> edges(hours.window(), moment))
                .filter(edge -> edge.isAfter(moment))
                .sorted()
                .filter(edge -> at(edge) != now)
                .findFirst();
    }

    /** Moments at which the window may open or close: its hours on each day, and when clocks are put forward or back. */
    private static Stream<Instant> edges(WeeklyWindow window, Instant moment) {
        ZoneId zone = ZoneId.of(window.timeZone());
        LocalDate today = LocalDate.ofInstant(moment, zone);
        Stream<Instant> hours = IntStream.rangeClosed(FIRST_DAY, LAST_DAY)
                .mapToObj(today::plusDays)
                .flatMap(day -> Stream.of(window.from(), window.to())
                        .map(time -> ZonedDateTime.of(day, LocalTime.parse(time), zone)))
                .flatMap(time -> Stream.of(time.withEarlierOffsetAtOverlap(), time.withLaterOffsetAtOverlap()))
                .map(ZonedDateTime::toInstant);
        ZoneOffsetTransition shift = zone.getRules().nextTransition(moment);
        boolean soon = shift != null && shift.getInstant().isBefore(moment.plus(Duration.ofDays(LAST_DAY)));
        return soon ? Stream.concat(hours, Stream.of(shift.getInstant())) : hours;
    }
}
