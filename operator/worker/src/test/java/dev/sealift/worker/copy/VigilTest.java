package dev.sealift.worker.copy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.HandClock;
import dev.sealift.worker.azcopy.JobSummary;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class VigilTest {

    private final HandClock clock = new HandClock();
    private final Vigil vigil = new Vigil(Duration.ofMinutes(15), clock.instant());

    private static JobSummary summary(long completed) {
        return new JobSummary("j", "InProgress", true, 9, completed, 0, 0, 0, 0, 0);
    }

    @Test
    void stallsWithoutASignOfLife() {
        clock.pass(Duration.ofMinutes(14));
        assertThat(vigil.stalled(clock.instant(), 0)).isFalse();
        clock.pass(Duration.ofMinutes(1));
        assertThat(vigil.stalled(clock.instant(), 0)).isTrue();
    }

    @Test
    void aCountThatMovesIsASign() {
        vigil.heard(summary(1), clock.instant());
        clock.pass(Duration.ofMinutes(14));
        vigil.heard(summary(2), clock.instant());
        clock.pass(Duration.ofMinutes(14));
        assertThat(vigil.stalled(clock.instant(), 0)).isFalse();
    }

    @Test
    void theSameCountAgainIsNone() {
        vigil.heard(summary(1), clock.instant());
        clock.pass(Duration.ofMinutes(10));
        vigil.heard(summary(1), clock.instant());
        clock.pass(Duration.ofMinutes(5));
        assertThat(vigil.stalled(clock.instant(), 0)).isTrue();
    }

    @Test
    void readingALongListingIsASign() {
        for (int i = 1; i < 10; i++) {
            clock.pass(Duration.ofMinutes(14));
            assertThat(vigil.stalled(clock.instant(), i * (5L << 20))).isFalse();
        }
    }

    @Test
    void askingForANameAgainAndAgainIsNone() {
        clock.pass(Duration.ofMinutes(15));
        assertThat(vigil.stalled(clock.instant(), 100_000)).isTrue();
    }
}
