package dev.sealift.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BudgetTest {

    private static final int MEBI = 1 << 20;

    @Test
    void isNeverExceededHoweverManyWantIt() {
        Budget budget = new Budget(8 * MEBI);
        AtomicLong most = new AtomicLong();
        AtomicLong held = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 2000; i++) {
                int size = i % 3 == 0 ? 2 * MEBI : 100 * 1024;
                threads.execute(() -> hold(budget, size, held, most));
            }
        }

        assertThat(most.get()).isPositive().isLessThanOrEqualTo(budget.bytes());
        assertThat(budget.taken()).isZero();
    }

    private static void hold(Budget budget, int size, AtomicLong held, AtomicLong most) {
        try (Budget.Lease lease = budget.take(size)) {
            long now = held.addAndGet(lease.array().length);
            most.accumulateAndGet(now, Math::max);
            Thread.yield();
            held.addAndGet(-size);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void usesLargeArraysAgain() throws Exception {
        Budget budget = new Budget(8 * MEBI);
        byte[] first;
        try (Budget.Lease lease = budget.take(2 * MEBI)) {
            first = lease.array();
        }

        try (Budget.Lease lease = budget.take(2 * MEBI)) {
            assertThat(lease.array()).isSameAs(first);
        }
    }

    @Test
    void keepsNothingBesideWhatIsTaken() throws Exception {
        Budget budget = new Budget(8 * MEBI);
        byte[] first;
        try (Budget.Lease lease = budget.take(2 * MEBI)) {
            first = lease.array();
        }

        try (Budget.Lease all = budget.take(8 * MEBI)) {
            assertThat(all.array()).hasSize(8 * MEBI);
        }
        try (Budget.Lease lease = budget.take(2 * MEBI)) {
            assertThat(lease.array()).isNotSameAs(first);
        }
    }

    @Test
    void saysWhenSomethingCanNeverBeHad() {
        assertThatThrownBy(() -> new Budget(MEBI).take(2 * MEBI)).isInstanceOf(IllegalArgumentException.class);
    }
}
