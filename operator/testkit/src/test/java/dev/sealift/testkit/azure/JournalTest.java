package dev.sealift.testkit.azure;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JournalTest {

    private final Journal journal = new Journal();

    private void note(long number) {
        journal.note(new Journal.Entry(
                number,
                Instant.EPOCH,
                "blob",
                "PUT",
                "host",
                "/" + number,
                201,
                "",
                "",
                null,
                null,
                null,
                null,
                null,
                1));
    }

    private Journal.Page all() {
        return journal.find(Optional.empty(), Optional.empty(), Optional.empty(), 0);
    }

    @Test
    void a_request_under_way_is_not_forgotten() {
        journal.next();
        long second = journal.next();
        note(second);

        assertThat(all().forgotten()).isZero();
        assertThat(all().entries()).hasSize(1);
    }

    @Test
    void says_how_many_it_forgot() {
        for (int request = 0; request < 60_007; request++) {
            note(journal.next());
        }

        assertThat(all().forgotten()).isEqualTo(7);
        assertThat(all().entries()).hasSize(60_000);

        journal.clear();
        assertThat(all().forgotten()).isZero();
    }
}
