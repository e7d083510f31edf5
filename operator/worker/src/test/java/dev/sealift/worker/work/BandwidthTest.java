package dev.sealift.worker.work;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.api.WeeklyWindow;
import dev.sealift.api.WeeklyWindow.Weekday;
import dev.sealift.api.worker.Bandwidth;
import dev.sealift.api.worker.Bandwidth.Hours;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The schedule of the contract, here because this is the module that obeys it. */
class BandwidthTest {

    private static final List<Weekday> WORKDAYS =
            List.of(Weekday.Monday, Weekday.Tuesday, Weekday.Wednesday, Weekday.Thursday, Weekday.Friday);

    private static Hours hours(List<Weekday> days, String from, String to, String zone, int megabits) {
        return new Hours(new WeeklyWindow(days, from, to, zone), megabits);
    }

    /** 2026-11-20 is a Friday. Berlin is an hour ahead of UTC in winter and two in summer. */
    @ParameterizedTest
    @CsvSource({
        "2026-11-20T06:59:59Z, 1000, 2026-11-20T07:00:00Z",
        "2026-11-20T07:00:00Z, 100, 2026-11-20T17:00:00Z",
        "2026-11-20T16:59:59Z, 100, 2026-11-20T17:00:00Z",
        "2026-11-20T17:00:00Z, 1000, 2026-11-21T21:00:00Z",
        "2026-11-21T21:00:00Z, 0, 2026-11-22T03:00:00Z",
        "2026-11-22T02:59:59Z, 0, 2026-11-22T03:00:00Z",
        "2026-11-22T03:00:00Z, 1000, 2026-11-23T07:00:00Z",
        "2026-07-17T05:59:59Z, 1000, 2026-07-17T06:00:00Z",
        "2026-07-17T06:00:00Z, 100, 2026-07-17T16:00:00Z"
    })
    void followsTheWeek(Instant moment, int megabits, Instant change) {
        Bandwidth bandwidth = new Bandwidth(
                1000,
                List.of(
                        hours(WORKDAYS, "08:00", "18:00", "Europe/Berlin", 100),
                        hours(List.of(Weekday.Saturday), "22:00", "04:00", "Europe/Berlin", 0)));

        assertThat(bandwidth.at(moment)).isEqualTo(megabits);
        assertThat(bandwidth.changesAfter(moment)).hasValue(change);
    }

    /** On 2026-03-29 at 01:00 UTC Berlin goes from 02:00 to 03:00; on 2026-10-25 at 01:00 UTC from 03:00 to 02:00. */
    @ParameterizedTest
    @CsvSource({
        // The hour from 02:30 doesn't come; the window opens when the clocks jump over it.
        "02:30, 04:00, 2026-03-29T00:59:59Z, 1000, 2026-03-29T01:00:00Z",
        "02:30, 04:00, 2026-03-29T01:00:00Z, 100, 2026-03-29T02:00:00Z",
        // It comes twice: open, closed as the clocks go back, and open again.
        "02:30, 04:00, 2026-10-25T00:30:00Z, 100, 2026-10-25T01:00:00Z",
        "02:30, 04:00, 2026-10-25T01:00:00Z, 1000, 2026-10-25T01:30:00Z",
        "02:30, 04:00, 2026-10-25T01:30:00Z, 100, 2026-10-25T03:00:00Z",
        // A night is an hour shorter, or longer.
        "22:00, 06:00, 2026-03-28T21:00:00Z, 100, 2026-03-29T04:00:00Z",
        "22:00, 06:00, 2026-10-24T20:00:00Z, 100, 2026-10-25T05:00:00Z"
    })
    void followsTheClocks(String from, String to, Instant moment, int megabits, Instant change) {
        Bandwidth bandwidth = new Bandwidth(
                1000, List.of(hours(List.of(Weekday.Saturday, Weekday.Sunday), from, to, "Europe/Berlin", 100)));

        assertThat(bandwidth.at(moment)).isEqualTo(megabits);
        assertThat(bandwidth.changesAfter(moment)).hasValue(change);
    }

    @Test
    void theFirstOfOverlappingHoursTells() {
        Bandwidth bandwidth = new Bandwidth(
                0,
                List.of(
                        hours(List.of(Weekday.Friday), "12:00", "13:00", "UTC", 10),
                        hours(List.of(Weekday.Friday), "08:00", "18:00", "UTC", 50)));

        assertThat(bandwidth.at(Instant.parse("2026-11-20T12:30:00Z"))).isEqualTo(10);
        assertThat(bandwidth.at(Instant.parse("2026-11-20T13:00:00Z"))).isEqualTo(50);
    }

    @Test
    void whatIsAlwaysTheSameNeverChanges() {
        Instant now = Instant.parse("2026-11-20T12:30:00Z");
        List<Weekday> all = Arrays.asList(Weekday.values());

        assertThat(Bandwidth.UNLIMITED.changesAfter(now)).isEmpty();
        assertThat(new Bandwidth(7, List.of(hours(all, "08:00", "18:00", "UTC", 7))).changesAfter(now))
                .isEmpty();
        assertThat(new Bandwidth(7, List.of(hours(all, "08:00", "08:00", "UTC", 9))).changesAfter(now))
                .isEmpty();
    }

    /** Nothing changes before the change that is told, minute by minute over a week with a shift of the clocks. */
    @Property(tries = 60)
    void tellsTheNextChange(
            @ForAll @IntRange(max = 10_079) int minute,
            @ForAll @IntRange(max = 23) int from,
            @ForAll @IntRange(max = 23) int to,
            @ForAll @IntRange(max = 6) int day) {
        Bandwidth bandwidth = new Bandwidth(
                1,
                List.of(hours(
                        List.of(Weekday.values()[day]),
                        "%02d:30".formatted(from),
                        "%02d:30".formatted(to),
                        "America/New_York",
                        2)));
        Instant moment = Instant.parse("2026-10-29T00:00:00Z").plus(Duration.ofMinutes(minute));

        Instant seen = Stream.iterate(moment, at -> at.plusSeconds(60))
                .filter(at -> bandwidth.at(at) != bandwidth.at(moment))
                .findFirst()
                .orElseThrow();
        assertThat(bandwidth.changesAfter(moment)).hasValue(seen);
    }

    @Property
    void podsThatRunAtATimeNeverUseMoreTogether(
            @ForAll @IntRange(min = 1, max = 100_000) int megabits, @ForAll @IntRange(min = 1, max = 64) int pods) {
        Bandwidth each =
                new Bandwidth(megabits, List.of(hours(WORKDAYS, "08:00", "18:00", "UTC", megabits))).among(pods);

        assertThat(each.megabitsPerSecond())
                .isPositive()
                .isEqualTo(each.schedule().getFirst().megabitsPerSecond())
                .satisfies(share -> assertThat(share * pods).isLessThanOrEqualTo(Math.max(megabits, pods)));
    }

    @Test
    void noLimitAmongManyIsNone() {
        assertThat(Bandwidth.UNLIMITED.among(4)).isEqualTo(Bandwidth.UNLIMITED);
    }

    @Test
    void standsInAnOrder() throws JsonProcessingException {
        Bandwidth bandwidth = new Bandwidth(5, List.of(hours(WORKDAYS, "08:00", "18:00", "Europe/Berlin", 1)));

        assertThat(Json.MAPPER.readValue(Json.MAPPER.writeValueAsString(bandwidth), Bandwidth.class))
                .isEqualTo(bandwidth);
    }
}
