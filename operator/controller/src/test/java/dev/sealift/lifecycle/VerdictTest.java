package dev.sealift.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The arithmetic of CutoverReady. */
class VerdictTest {

    private static final Instant T0 = Instant.parse("2026-11-21T12:00:00Z");
    private static final Verdict.Limits LIMITS =
            new Verdict.Limits(Duration.ofMinutes(10), Duration.ofMinutes(5), Duration.ofHours(1));

    private Journal journal = Journal.empty();
    private int attempts;

    @Test
    void nothing_done_is_not_ready() {
        assertThat(Verdict.on(Journal.empty(), LIMITS, List.of(), T0).ready()).isFalse();
    }

    @Test
    void copied_in_time_settled_and_equal_is_ready() {
        copied(0, 2);
        compared(3, 0);

        assertThat(at(8).ready()).as(at(8).toString()).isTrue();
    }

    @Test
    void a_low_lag_must_have_settled() {
        copied(0, 2);
        compared(3, 0);

        assertThat(at(6).bad())
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).isEqualTo("Settling"));
    }

    @Test
    void a_lag_above_its_limit_withdraws() {
        copied(0, 2);
        compared(3, 0);

        assertThat(at(11).bad())
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).isEqualTo("LagTooHigh"));
    }

    @Test
    void a_lag_that_was_too_high_just_before_a_pass_must_settle_anew() {
        copied(0, 2);
        passed(11, 12);
        compared(12, 0);

        assertThat(at(13).ready()).isFalse();
        assertThat(at(17).ready()).as(at(17).toString()).isTrue();
    }

    @Test
    void passes_in_time_keep_it_settled() {
        copied(0, 2);
        compared(3, 0);
        passed(7, 8);

        assertThat(at(9).ready()).as(at(9).toString()).isTrue();
    }

    @Test
    void one_difference_withdraws_and_says_what_differs() {
        copied(0, 2);
        compared(3, 1);

        assertThat(at(8).bad()).singleElement().satisfies(bad -> {
            assertThat(bad.reason()).isEqualTo("ValidationMismatch");
            assertThat(bad.value()).isEqualTo("1 of 5012");
            assertThat(bad.message()).isEqualTo("Different orders/1");
        });
    }

    @Test
    void evidence_grows_stale() {
        copied(0, 2);
        compared(3, 0);
        passed(60, 61);

        assertThat(at(67).bad())
                .singleElement()
                .satisfies(bad -> assertThat(bad.reason()).isEqualTo("EvidenceStale"));
    }

    @Test
    void a_failed_attempt_leaves_the_evidence_of_the_last_success() {
        copied(0, 2);
        compared(3, 0);
        Decision.Begin again = new Decision.Begin(Step.Validate, OperationKey.of("u", Step.Validate, 99), 99, 0);
        journal = journal.intending(again, 1, minute(5));
        journal = journal.concluding(
                journal.last(Step.Validate).orElseThrow(), Given.failure(true), LIMITS.maxLag(), minute(6));

        assertThat(at(8).ready()).as(at(8).toString()).isTrue();
    }

    @Test
    void a_kinds_own_input_can_withhold() {
        copied(0, 2);
        compared(3, 0);
        Verdict.Input bad =
                new Verdict.Input("Credentials", "refused", "proven", T0, false, "CredentialsRejected", null, null);

        assertThat(Verdict.on(journal, LIMITS, List.of(bad), minute(8)).ready()).isFalse();
    }

    private Verdict at(int minute) {
        return Verdict.on(journal, LIMITS, List.of(), minute(minute));
    }

    private void copied(int begun, int ended) {
        done(Step.FullCopy, begun, ended, Map.of());
    }

    private void passed(int begun, int ended) {
        done(Step.IncrementalSync, begun, ended, Map.of());
    }

    private void compared(int at, int differences) {
        done(
                Step.Validate,
                at,
                at,
                Map.of(
                        Fact.ITEMS, "5012",
                        Fact.DIFFERENCES, String.valueOf(differences),
                        Fact.WORST, "Different orders/1"));
    }

    private void done(Step step, int begun, int ended, Map<String, String> facts) {
        int attempt = ++attempts;
        Decision.Begin begin = new Decision.Begin(step, OperationKey.of("u", step, attempt), attempt, 0);
        journal = journal.intending(begin, 1, minute(begun));
        journal = journal.concluding(
                journal.last(step).orElseThrow(),
                new Ending.Success("Completed", "", facts),
                LIMITS.maxLag(),
                minute(ended));
    }

    private static Instant minute(int minute) {
        return T0.plus(Duration.ofMinutes(minute));
    }
}
