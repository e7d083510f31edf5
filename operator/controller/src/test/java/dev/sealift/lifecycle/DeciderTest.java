package dev.sealift.lifecycle;

import static dev.sealift.lifecycle.Given.begin;
import static dev.sealift.lifecycle.Given.failure;
import static dev.sealift.lifecycle.Given.key;
import static dev.sealift.lifecycle.Given.success;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import dev.sealift.lifecycle.Decision.Why;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transition, as a table. */
class DeciderTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    static Stream<Arguments> whatToBegin() {
        return Stream.of(
                argumentSet("a new migration is checked first", new Given(), begin(Step.Preflight, 1, 0)),
                argumentSet(
                        "then the target is prepared",
                        new Given().succeeded(Step.Preflight, MINUTE),
                        begin(Step.PrepareTarget, 1, 0)),
                argumentSet(
                        "then all is copied",
                        new Given().succeeded(Step.Preflight, MINUTE).succeeded(Step.PrepareTarget, MINUTE),
                        begin(Step.FullCopy, 1, 0)),
                argumentSet("then the copy is compared at once", new Given().copied(), begin(Step.Validate, 1, 0)),
                argumentSet(
                        "a pass follows when its interval is over",
                        new Given().copied().succeeded(Step.Validate, MINUTE),
                        begin(Step.IncrementalSync, 1, 0)),
                argumentSet(
                        "the next pass is another operation",
                        new Given()
                                .copied()
                                .succeeded(Step.Validate, MINUTE)
                                .succeeded(Step.IncrementalSync, Duration.ofMinutes(6)),
                        begin(Step.IncrementalSync, 2, 0)),
                argumentSet(
                        "a comparison follows when its interval is over",
                        new Given()
                                .copied()
                                .succeeded(Step.Validate, Duration.ofMinutes(16))
                                .succeeded(Step.IncrementalSync, MINUTE),
                        begin(Step.Validate, 2, 0)),
                argumentSet(
                        "of two that are due, the one that has waited longer goes first",
                        new Given()
                                .copied()
                                .succeeded(Step.Validate, Duration.ofMinutes(30))
                                .succeeded(Step.IncrementalSync, Duration.ofMinutes(6)),
                        begin(Step.Validate, 2, 0)),
                argumentSet(
                        "what a comparison missed is copied at once",
                        new Given()
                                .copied()
                                .succeeded(Step.IncrementalSync, Duration.ofMinutes(2))
                                .missed(MINUTE, 1),
                        begin(Step.IncrementalSync, 2, 0)),
                argumentSet(
                        "also if it is the first that was compared",
                        new Given()
                                .succeeded(Step.Preflight, HOUR)
                                .succeeded(Step.PrepareTarget, HOUR)
                                .succeeded(Step.FullCopy, Duration.ofMinutes(2))
                                .missed(MINUTE, 1),
                        begin(Step.IncrementalSync, 1, 0)),
                argumentSet(
                        "a step that has stalled does not hold up its neighbour",
                        new Given()
                                .copied()
                                .failed(Step.Validate, HOUR, 1, false)
                                .succeeded(Step.IncrementalSync, Duration.ofMinutes(6)),
                        begin(Step.IncrementalSync, 2, 0)),
                argumentSet(
                        "a changed spec is checked again while nothing is copied",
                        new Given().succeeded(Step.Preflight, MINUTE).generation(2),
                        begin(Step.Preflight, 2, 0)),
                argumentSet(
                        "a failed step is tried again after its backoff",
                        new Given()
                                .succeeded(Step.Preflight, HOUR)
                                .succeeded(Step.PrepareTarget, HOUR)
                                .failed(Step.FullCopy, HOUR, 1, true),
                        begin(Step.FullCopy, 2, 1)),
                argumentSet(
                        "a person's request begins anew what has failed too often",
                        new Given()
                                .succeeded(Step.Preflight, HOUR)
                                .succeeded(Step.PrepareTarget, HOUR)
                                .failed(Step.FullCopy, SECOND, 4, true)
                                .asked(),
                        begin(Step.FullCopy, 5, 0)),
                argumentSet(
                        "a changed spec begins anew what no retry mends",
                        new Given()
                                .succeeded(Step.Preflight, HOUR)
                                .succeeded(Step.PrepareTarget, HOUR)
                                .failed(Step.FullCopy, SECOND, 1, false)
                                .generation(2),
                        begin(Step.FullCopy, 2, 0)),
                argumentSet(
                        "a failed check is repeated by itself, for a person mends it outside",
                        new Given().failed(Step.Preflight, Duration.ofMinutes(2), 1, false),
                        begin(Step.Preflight, 2, 1)),
                argumentSet(
                        "an intent without effect is carried out under the same key",
                        new Given().intending(Step.FullCopy).seeing(new Observation.Absent()),
                        begin(Step.FullCopy, 1, 0)),
                argumentSet(
                        "the next part is begun under the same key",
                        new Given()
                                .succeeded(Step.Preflight, HOUR)
                                .started(Step.PrepareTarget)
                                .seeing(new Observation.Partly("account")),
                        begin(Step.PrepareTarget, 1, 0)),
                argumentSet("a deletion cleans up", new Given().copied().deleting(), begin(Step.Cleanup, 1, 0)),
                argumentSet(
                        "a deletion cleans up though suspended",
                        new Given().copied().suspended().deleting(),
                        begin(Step.Cleanup, 1, 0)));
    }

    @ParameterizedTest
    @MethodSource
    void whatToBegin(Given given, Decision.Begin expected) {
        assertThat(given.decision()).isEqualTo(expected);
    }

    static Stream<Arguments> whatToDoWithWhatIsUnderWay() {
        Given started = new Given().running(Step.FullCopy);
        return Stream.of(
                argumentSet(
                        "it runs: look again soon",
                        new Given().running(Step.FullCopy).seeing(new Observation.Running("42%")),
                        new Decision.Wait(Given.PACE.poll(), Why.OperationRunning)),
                argumentSet(
                        "it can't be asked: ask again later",
                        new Given()
                                .running(Step.FullCopy)
                                .seeing(new Observation.Unreachable("Unreachable", "no route", Optional.empty())),
                        new Decision.Wait(Given.PACE.unreachable(), Why.Unreachable)),
                argumentSet(
                        "it asks to slow down: obey",
                        new Given().running(Step.FullCopy).seeing(Given.unreachable(Duration.ofSeconds(77))),
                        new Decision.Wait(Duration.ofSeconds(77), Why.Unreachable)),
                argumentSet(
                        "nobody can tell: a person must look",
                        new Given().running(Step.FullCopy).seeing(new Observation.Unknowable("two jobs bear the key")),
                        new Decision.Stall(
                                Step.FullCopy,
                                "OperationOutcomeUnknown",
                                "two jobs bear the key",
                                Optional.of(Given.PACE.recheck()))),
                argumentSet(
                        "it has succeeded: conclude",
                        new Given().running(Step.FullCopy).seeing(new Observation.Ended(success())),
                        new Decision.Conclude(started.journal().open().orElseThrow(), success())),
                argumentSet(
                        "it has failed: conclude",
                        new Given().running(Step.FullCopy).seeing(new Observation.Ended(failure(true))),
                        new Decision.Conclude(started.journal().open().orElseThrow(), failure(true))));
    }

    @ParameterizedTest
    @MethodSource
    void whatToDoWithWhatIsUnderWay(Given given, Decision expected) {
        assertThat(given.decision()).isEqualTo(expected);
    }

    @Test
    void what_a_former_life_began_is_adopted_before_anything_else() {
        for (Observation seen : new Observation[] {
            new Observation.Running("42%"), new Observation.Ended(success()), new Observation.Ended(failure(true))
        }) {
            assertThat(new Given().intending(Step.FullCopy).seeing(seen).decision())
                    .isInstanceOf(Decision.Adopt.class);
        }
    }

    @Test
    void what_ran_and_is_gone_has_failed_and_may_be_tried_again() {
        Decision decision = new Given()
                .running(Step.FullCopy)
                .seeing(new Observation.Absent())
                .decision();

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Conclude.class,
                        conclude -> assertThat(conclude.ending())
                                .isInstanceOfSatisfying(Ending.Failure.class, failure -> {
                                    assertThat(failure.reason()).isEqualTo("OperationVanished");
                                    assertThat(failure.retryable()).isTrue();
                                    assertThat(failure.message()).contains("job/FullCopy");
                                }));
    }

    @Test
    void a_backoff_doubles_up_to_its_longest_and_never_falls_short_of_it() {
        assertThat(Given.PACE.backoff(1)).isEqualTo(Duration.ofSeconds(10));
        assertThat(Given.PACE.backoff(2)).isEqualTo(Duration.ofSeconds(20));
        assertThat(Given.PACE.backoff(40)).isEqualTo(Duration.ofMinutes(10));
        Decision decision = new Given()
                .succeeded(Step.Preflight, HOUR)
                .succeeded(Step.PrepareTarget, HOUR)
                .failed(Step.FullCopy, SECOND, 2, true)
                .decision();

        assertThat(decision).isInstanceOfSatisfying(Decision.Wait.class, wait -> {
            assertThat(wait.why()).isEqualTo(Why.BackingOff);
            assertThat(wait.atMost()).isBetween(Duration.ofSeconds(19), Duration.ofSeconds(23));
        });
    }

    @Test
    void retries_are_bounded_and_end_with_the_first_cause() {
        Decision decision = new Given()
                .succeeded(Step.Preflight, HOUR)
                .succeeded(Step.PrepareTarget, HOUR)
                .failed(Step.FullCopy, HOUR, Given.PACE.maxFailures(), true)
                .decision();

        assertThat(decision)
                .isEqualTo(new Decision.Stall(
                        Step.FullCopy, "TransferFailed", "orders/1 could not be copied", Optional.empty()));
    }

    @Test
    void what_no_retry_mends_stalls_at_once() {
        assertThat(new Given()
                        .succeeded(Step.Preflight, HOUR)
                        .failed(Step.PrepareTarget, HOUR, 1, false)
                        .decision())
                .isInstanceOf(Decision.Stall.class);
    }

    @Test
    void a_failed_check_stalls_and_says_when_it_looks_again() {
        assertThat(new Given().failed(Step.Preflight, SECOND, 1, false).decision())
                .isInstanceOfSatisfying(
                        Decision.Stall.class,
                        stall -> assertThat(stall.recheckAfter())
                                .get()
                                .satisfies(after ->
                                        assertThat(after).isBetween(Duration.ofSeconds(59), Duration.ofSeconds(72))));
    }

    @Test
    void a_stalled_comparison_still_wakes_for_the_next_pass() {
        Decision decision = new Given()
                .copied()
                .failed(Step.Validate, HOUR, 1, false)
                .succeeded(Step.IncrementalSync, MINUTE)
                .decision();

        assertThat(decision)
                .isInstanceOfSatisfying(
                        Decision.Stall.class,
                        stall -> assertThat(stall.recheckAfter()).contains(Duration.ofMinutes(4)));
    }

    /** Else what no pass mends would be copied without end. */
    @Test
    void one_pass_follows_one_comparison_whether_it_has_mended_it_or_not() {
        Given given = new Given().copied().missed(Duration.ofMinutes(3), 1).succeeded(Step.IncrementalSync, MINUTE);

        assertThat(given.decision()).isEqualTo(new Decision.Wait(Duration.ofMinutes(4), Why.InSync));
    }

    @Test
    void what_differs_but_is_there_makes_no_pass_due() {
        Given given = new Given()
                .copied()
                .succeeded(Step.IncrementalSync, Duration.ofMinutes(2))
                .compared(MINUTE, 1);

        assertThat(given.decision()).isEqualTo(new Decision.Wait(Duration.ofMinutes(3), Why.InSync));
    }

    @Test
    void in_sync_it_sleeps_until_the_next_is_due() {
        Decision decision = new Given()
                .copied()
                .succeeded(Step.Validate, MINUTE)
                .succeeded(Step.IncrementalSync, MINUTE)
                .decision();

        assertThat(decision).isEqualTo(new Decision.Wait(Duration.ofMinutes(4), Why.InSync));
    }

    @Test
    void an_assessment_makes_nothing_and_is_done() {
        assertThat(new Given()
                        .wishing(Wish.Assess)
                        .succeeded(Step.Preflight, MINUTE)
                        .decision())
                .isEqualTo(new Decision.Done());
    }

    @Test
    void a_changed_spec_is_not_checked_again_once_copying_has_begun() {
        assertThat(new Given()
                        .copied()
                        .succeeded(Step.Validate, MINUTE)
                        .succeeded(Step.IncrementalSync, MINUTE)
                        .generation(7)
                        .decision())
                .isInstanceOf(Decision.Wait.class);
    }

    @Test
    void suspended_it_begins_and_polls_nothing() {
        assertThat(new Given()
                        .running(Step.FullCopy)
                        .suspended()
                        .seeing(new Observation.NotAsked())
                        .decision())
                .isInstanceOf(Decision.Hold.class);
    }

    @Test
    void a_deletion_ends_what_runs_first_and_is_done_after_the_cleanup() {
        assertThat(new Given()
                        .running(Step.FullCopy)
                        .seeing(new Observation.Running("42%"))
                        .deleting()
                        .decision())
                .isInstanceOfSatisfying(
                        Decision.Cancel.class,
                        cancel -> assertThat(cancel.entry().step()).isEqualTo(Step.FullCopy));
        assertThat(new Given()
                        .copied()
                        .succeeded(Step.Cleanup, SECOND)
                        .deleting()
                        .decision())
                .isEqualTo(new Decision.Done());
    }

    @Test
    void keys_differ_by_resource_step_and_attempt_and_nothing_else() {
        assertThat(key(Step.FullCopy, 1)).isEqualTo(key(Step.FullCopy, 1));
        assertThat(Stream.of(
                        key(Step.FullCopy, 1),
                        key(Step.FullCopy, 2),
                        key(Step.Validate, 1),
                        OperationKey.of("another", Step.FullCopy, 1)))
                .doesNotHaveDuplicates()
                .allSatisfy(each -> assertThat(each.value()).matches("[0-9a-f]{10}"));
    }
}
