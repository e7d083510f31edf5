package dev.sealift.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.HandClock;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class GateTest {

    private final HandClock clock = new HandClock();
    private final Gate gate = new Gate(clock);

    @Test
    void halvesOnceForOneThrottling() {
        int before = gate.limit();

        for (int i = 0; i < 20; i++) {
            gate.throttled(Duration.ZERO);
        }
        assertThat(gate.limit()).isEqualTo(before / 2);

        clock.pass(Duration.ofSeconds(2));
        gate.throttled(Duration.ZERO);
        assertThat(gate.limit()).isEqualTo(before / 4);
    }

    @Test
    void neverCloses() {
        for (int i = 0; i < 100; i++) {
            clock.pass(Duration.ofSeconds(2));
            gate.throttled(Duration.ZERO);
        }

        assertThat(gate.limit()).isPositive();
    }

    @Test
    void opensAgainWhileItIsUsedToTheFull() throws Exception {
        gate.throttled(Duration.ZERO);
        int slow = gate.limit();
        for (int i = 0; i < slow; i++) {
            gate.enter();
        }
        for (int i = 0; i <= slow; i++) {
            gate.well();
        }

        assertThat(gate.limit()).isEqualTo(slow + 1);
    }

    @Test
    void doesntOpenForWhatIsntAskedFor() throws Exception {
        int before = gate.limit();
        gate.enter();
        for (int i = 0; i < 1000; i++) {
            gate.well();
        }

        assertThat(gate.limit()).isEqualTo(before);
    }

    @Test
    void letsNobodyInWhileTheSideRests() throws Exception {
        gate.throttled(Duration.ofSeconds(30));
        CountDownLatch entered = new CountDownLatch(1);
        Thread waiting = Thread.ofVirtual().start(() -> {
            try {
                gate.enter();
                entered.countDown();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });

        assertThat(entered.await(200, TimeUnit.MILLISECONDS)).isFalse();
        clock.pass(Duration.ofSeconds(31));
        assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();
        waiting.join();
    }
}
