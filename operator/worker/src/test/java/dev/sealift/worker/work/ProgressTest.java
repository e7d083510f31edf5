package dev.sealift.worker.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.sealift.worker.HandClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private final HandClock clock = new HandClock();
    private final Progress progress = new Progress(clock, "Starting");

    @Test
    void beginsWithNothing() {
        assertThat(progress.now().itemsDone()).isZero();
        assertThat(progress.now().message()).isEqualTo("Starting");
    }

    @Test
    void ratesAreOverTheLastSeconds() {
        progress.reached(new Progress.Counts(0, 100, 0, 0, 0));
        clock.pass(Duration.ofSeconds(60));
        progress.reached(new Progress.Counts(10, 100, 1000, 0, 0));
        clock.pass(Duration.ofSeconds(10));
        progress.reached(new Progress.Counts(30, 100, 3000, 0, 0));

        assertThat(progress.now().itemsPerSecond()).isCloseTo(2, within(0.01));
        assertThat(progress.now().bytesPerSecond()).isCloseTo(200, within(0.01));
    }

    @Test
    void ratesFallToNothingWhenNothingMoves() {
        progress.reached(new Progress.Counts(50, 100, 500, 0, 0));
        clock.pass(Duration.ofMinutes(5));

        assertThat(progress.now().itemsPerSecond()).isZero();
        assertThat(progress.now().itemsDone()).isEqualTo(50);
    }
}
