package dev.sealift.worker.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.worker.HandClock;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RetriesTest {

    private static final Trouble BUSY = new Trouble("Throttled", "slow down", true);
    private static final Trouble DENIED = new Trouble("PermissionMissing", "no", false);

    private final HandClock clock = new HandClock();
    private final Gate gate = new Gate(clock);
    private final int atFirst = gate.limit();
    private final List<Duration> pauses = new ArrayList<>();
    private final Retries retries = Retries.patient(pause -> {
        pauses.add(pause);
        clock.pass(pause);
    });
    private final AtomicInteger sent = new AtomicInteger();

    @Test
    void waitsAsLongAsTheServiceSays() throws Exception {
        String answer = gate.through(retries, () -> {
            if (sent.incrementAndGet() == 1) {
                throw BUSY.asException(new IOException(), Duration.ofSeconds(7));
            }
            return "done";
        });

        assertThat(answer).isEqualTo("done");
        assertThat(pauses).containsExactly(Duration.ofSeconds(7));
        assertThat(gate.limit()).as("concurrency was halved").isEqualTo(atFirst / 2);
    }

    @Test
    void doublesItsPausesAndEnds() {
        assertThatThrownBy(() -> gate.through(retries, () -> {
                    sent.incrementAndGet();
                    throw new Trouble("SourceUnreachable", "reset", true).asException();
                }))
                .isInstanceOf(TroubleException.class);

        assertThat(sent).hasValue(10);
        assertThat(pauses)
                .hasSize(9)
                .allSatisfy(pause -> assertThat(pause).isLessThanOrEqualTo(Duration.ofSeconds(30)));
        assertThat(pauses.getLast()).isGreaterThan(pauses.getFirst().multipliedBy(20));
        assertThat(gate.limit()).as("a broken line is no throttling").isEqualTo(atFirst);
    }

    @Test
    void doesntAskAgainWhatIsRefused() {
        assertThatThrownBy(() -> gate.through(retries, () -> {
                    sent.incrementAndGet();
                    throw DENIED.asException();
                }))
                .isInstanceOf(TroubleException.class);

        assertThat(sent).hasValue(1);
        assertThat(pauses).isEmpty();
    }
}
