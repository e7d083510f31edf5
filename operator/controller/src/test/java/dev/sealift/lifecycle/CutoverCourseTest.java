package dev.sealift.lifecycle;

import static dev.sealift.lifecycle.Given.begin;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.argumentSet;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every transition of a cutover and of its undoing, as a table. */
class CutoverCourseTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    static Stream<Arguments> steps() {
        return Stream.of(
                argumentSet(
                        "an open gate lets the cutover begin with the fence",
                        new Given().ready().wishing(Wish.Cutover).open(),
                        begin(Step.Fence, 1, 0)),
                argumentSet(
                        "behind the fence comes the final pass, however recent the last one is",
                        new Given().fenced(SECOND).wishing(Wish.Cutover),
                        begin(Step.IncrementalSync, 2, 0)),
                argumentSet(
                        "then the final comparison",
                        new Given()
                                .fenced(Duration.ofMinutes(2))
                                .succeeded(Step.IncrementalSync, SECOND)
                                .wishing(Wish.Cutover),
                        begin(Step.Validate, 2, 0)),
                argumentSet(
                        "what it finds is copied by one more pass",
                        new Given().provenBehindFence().compared(SECOND, 3).wishing(Wish.Cutover),
                        begin(Step.IncrementalSync, 2, 0)),
                argumentSet(
                        "and compared once more",
                        new Given()
                                .provenBehindFence()
                                .compared(Duration.ofMinutes(4), 3)
                                .succeeded(Step.IncrementalSync, MINUTE)
                                .wishing(Wish.Cutover),
                        begin(Step.Validate, 2, 0)),
                argumentSet(
                        "what is proven is switched, though the gate has closed behind it",
                        new Given().provenBehindFence().wishing(Wish.Cutover),
                        begin(Step.Cutover, 1, 0)),
                argumentSet(
                        "a wish taken back behind the fence lifts it",
                        new Given().fenced(SECOND).wishing(Wish.Replicate),
                        begin(Step.Unfence, 1, 0)),
                argumentSet(
                        "and then the cutover is undone, with nothing to copy back",
                        new Given()
                                .fenced(MINUTE)
                                .succeeded(Step.Unfence, SECOND)
                                .wishing(Wish.Replicate),
                        begin(Step.Rollback, 1, 0)),
                argumentSet(
                        "a fence that was only begun is lifted too",
                        new Given().ready().failed(Step.Fence, SECOND, 1, false).wishing(Wish.Rollback),
                        begin(Step.Unfence, 1, 0)),
                argumentSet(
                        "a target that consumers use is settled",
                        new Given()
                                .provenBehindFence()
                                .succeeded(Step.Cutover, SECOND)
                                .wishing(Wish.Cutover),
                        begin(Step.Settle, 1, 0)),
                argumentSet(
                        "a rollback unsettles first",
                        new Given().cutOver(HOUR).wishing(Wish.Rollback),
                        begin(Step.Unsettle, 1, 0)),
                argumentSet(
                        "then the fence is lifted",
                        new Given().cutOver(HOUR).unsettled().wishing(Wish.Rollback),
                        begin(Step.Unfence, 1, 0)),
                argumentSet(
                        "then what was written to the target comes back",
                        new Given()
                                .cutOver(HOUR)
                                .unsettled()
                                .succeeded(Step.Unfence, MINUTE)
                                .wishing(Wish.Rollback),
                        begin(Step.CopyBack, 1, 0)),
                argumentSet(
                        "then consumers do",
                        new Given()
                                .cutOver(HOUR)
                                .unsettled()
                                .succeeded(Step.Unfence, Duration.ofMinutes(5))
                                .succeeded(Step.CopyBack, MINUTE)
                                .wishing(Wish.Rollback),
                        begin(Step.Rollback, 1, 0)),
                argumentSet(
                        "then what was written meanwhile",
                        new Given()
                                .cutOver(HOUR)
                                .unsettled()
                                .succeeded(Step.Unfence, Duration.ofMinutes(5))
                                .succeeded(Step.CopyBack, Duration.ofMinutes(4))
                                .succeeded(Step.Rollback, SECOND)
                                .wishing(Wish.Rollback),
                        begin(Step.CopyBack, 2, 0)),
                argumentSet(
                        "a cutover that takes too long is undone if the spec says so",
                        new Given()
                                .fenced(Duration.ofMinutes(70))
                                .undoingFailure()
                                .wishing(Wish.Cutover),
                        begin(Step.Unfence, 1, 0)),
                argumentSet(
                        "a switch that failed is undone if the spec says so",
                        new Given()
                                .provenBehindFence()
                                .failed(Step.Cutover, SECOND, 1, false)
                                .undoingFailure()
                                .wishing(Wish.Cutover),
                        begin(Step.Unfence, 1, 0)),
                argumentSet(
                        "an undoing goes on though the wish is still to cut over",
                        new Given()
                                .fenced(MINUTE)
                                .succeeded(Step.Unfence, SECOND)
                                .wishing(Wish.Cutover),
                        begin(Step.Rollback, 1, 0)),
                argumentSet(
                        "after a rollback, replication can be wished for again",
                        new Given()
                                .cutOver(HOUR)
                                .unsettled()
                                .succeeded(Step.Unfence, Duration.ofMinutes(40))
                                .succeeded(Step.Rollback, Duration.ofMinutes(30))
                                .succeeded(Step.CopyBack, Duration.ofMinutes(20))
                                .succeeded(Step.Validate, MINUTE)
                                .wishing(Wish.Replicate),
                        begin(Step.IncrementalSync, 2, 0)),
                argumentSet(
                        "and another cutover begins with another fence",
                        new Given()
                                .cutOver(Duration.ofHours(9))
                                .unsettled()
                                .succeeded(Step.Unfence, Duration.ofHours(8))
                                .succeeded(Step.Rollback, Duration.ofHours(7))
                                .succeeded(Step.CopyBack, Duration.ofHours(6))
                                .succeeded(Step.IncrementalSync, MINUTE)
                                .compared(MINUTE, 0)
                                .wishing(Wish.Cutover)
                                .open(),
                        begin(Step.Fence, 2, 0)),
                argumentSet(
                        "a deletion lifts the fence before it cleans up",
                        new Given().cutOver(HOUR).wishing(Wish.Cutover).deleting(),
                        begin(Step.Unfence, 1, 0)),
                argumentSet(
                        "and cleans up after that",
                        new Given()
                                .cutOver(HOUR)
                                .unsettled()
                                .succeeded(Step.Unfence, MINUTE)
                                .wishing(Wish.Cutover)
                                .deleting(),
                        begin(Step.Cleanup, 1, 0)));
    }

    @ParameterizedTest
    @MethodSource("steps")
    void the_next_step(Given given, Decision.Begin expected) {
        assertThat(given.decision()).isEqualTo(expected);
    }

    static Stream<Arguments> stalls() {
        return Stream.of(
                argumentSet(
                        "a cutover that takes too long is held for a person",
                        new Given().fenced(Duration.ofMinutes(70)).wishing(Wish.Cutover),
                        "CutoverOverdue"),
                argumentSet(
                        "a final comparison that finds what no pass mends withholds the switch",
                        new Given().provenBehindFence().but("ExtraObjects").wishing(Wish.Cutover),
                        "ValidationMismatch"),
                argumentSet(
                        "a switch that failed for good is held for a person",
                        new Given()
                                .provenBehindFence()
                                .failed(Step.Cutover, SECOND, 1, false)
                                .wishing(Wish.Cutover),
                        "TransferFailed"),
                argumentSet(
                        "nothing is copied to a target that consumers use",
                        new Given().cutOver(HOUR).wishing(Wish.Replicate),
                        "AlreadyCutOver"),
                argumentSet(
                        "after the window there is no way back",
                        new Given().cutOver(Duration.ofHours(73)).wishing(Wish.Rollback),
                        "RollbackWindowOver"));
    }

    @ParameterizedTest
    @MethodSource("stalls")
    void a_person_is_needed(Given given, String reason) {
        assertThat(given.decision())
                .isInstanceOfSatisfying(
                        Decision.Stall.class,
                        stall -> assertThat(stall.reason()).isEqualTo(reason));
    }

    static Stream<Arguments> rests() {
        return Stream.of(
                argumentSet("cut over", new Given().cutOver(HOUR).wishing(Wish.Cutover)),
                argumentSet("nothing to roll back", new Given().ready().wishing(Wish.Rollback)),
                argumentSet(
                        "rolled back",
                        new Given()
                                .cutOver(HOUR)
                                .unsettled()
                                .succeeded(Step.Unfence, Duration.ofMinutes(40))
                                .succeeded(Step.Rollback, Duration.ofMinutes(30))
                                .succeeded(Step.CopyBack, Duration.ofMinutes(20))
                                .wishing(Wish.Rollback)));
    }

    @ParameterizedTest
    @MethodSource("rests")
    void nothing_remains_to_be_done(Given given) {
        assertThat(given.decision()).isEqualTo(new Decision.Done());
    }

    static Stream<Arguments> cancels() {
        return Stream.of(
                argumentSet(
                        "the final pass, when the wish is taken back",
                        new Given()
                                .fenced(MINUTE)
                                .started(Step.IncrementalSync)
                                .seeing(new Observation.Running("copying"))
                                .wishing(Wish.Rollback)),
                argumentSet(
                        "a switch that hangs, when the wish is taken back",
                        new Given()
                                .provenBehindFence()
                                .started(Step.Cutover)
                                .seeing(new Observation.Running("waiting for shop"))
                                .wishing(Wish.Rollback)),
                argumentSet(
                        "the final pass, when it takes too long and the spec says so",
                        new Given()
                                .fenced(Duration.ofMinutes(70))
                                .started(Step.IncrementalSync)
                                .seeing(new Observation.Running("copying"))
                                .undoingFailure()
                                .wishing(Wish.Cutover)));
    }

    @ParameterizedTest
    @MethodSource("cancels")
    void what_runs_for_a_cutover_that_is_given_up_is_cancelled(Given given) {
        assertThat(given.decision()).isInstanceOf(Decision.Cancel.class);
    }

    @Test
    void a_request_during_a_pass_waits_for_its_end_and_is_not_lost() {
        Given given = new Given()
                .ready()
                .started(Step.IncrementalSync)
                .seeing(new Observation.Running("copying"))
                .wishing(Wish.Cutover)
                .open();

        assertThat(given.decision()).isInstanceOf(Decision.Wait.class);
        assertThat(given.succeeded(Step.IncrementalSync, SECOND).decision()).isEqualTo(begin(Step.Fence, 1, 0));
    }

    @Test
    void behind_a_closed_gate_replication_goes_on() {
        Given given = new Given()
                .ready()
                .succeeded(Step.IncrementalSync, Duration.ofMinutes(6))
                .wishing(Wish.Cutover);

        assertThat(given.decision()).isEqualTo(begin(Step.IncrementalSync, 2, 0));
    }
}
