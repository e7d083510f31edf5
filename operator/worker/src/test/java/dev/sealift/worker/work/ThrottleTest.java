package dev.sealift.worker.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private final AtomicLong now = new AtomicLong(5_000_000_000L);

    private Throttle megabits(int perSecond) {
        return new Throttle(() -> perSecond * 125_000L, now::get, now::addAndGet);
    }

    @Test
    void lets100MegabytesThroughAt80MegabitsInTenSeconds() {
        Throttle throttle = megabits(80);
        long begun = now.get();

        for (int i = 0; i < 100; i++) {
            throttle.take(1_000_000);
        }

        assertThat((now.get() - begun) / 1e9).isCloseTo(10, within(0.3));
    }

    @Test
    void followsALimitThatChanges() {
        AtomicInteger limit = new AtomicInteger(80);
        Throttle throttle = new Throttle(() -> limit.get() * 125_000L, now::get, now::addAndGet);
        long begun = now.get();

        throttle.take(10_000_000);
        limit.set(8);
        throttle.take(1_000_000);

        assertThat((now.get() - begun) / 1e9).isCloseTo(2, within(0.3));
    }

    @Test
    void idleTimeIsNotSavedUp() {
        Throttle throttle = megabits(80);
        now.addAndGet(3_600_000_000_000L);
        long begun = now.get();

        throttle.take(10_000_000);

        assertThat((now.get() - begun) / 1e9).isCloseTo(1, within(0.3));
    }

    @Test
    void withoutALimitNobodyWaits() {
        long begun = now.get();

        megabits(0).take(Integer.MAX_VALUE);

        assertThat(now.get()).isEqualTo(begun);
    }
}
