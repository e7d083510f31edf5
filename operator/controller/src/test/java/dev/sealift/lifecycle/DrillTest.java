package dev.sealift.lifecycle;

import static dev.sealift.lifecycle.Given.begin;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** When a rollback is rehearsed that somebody has asked for. */
class DrillTest {

    private static final Decision DRILL = begin(Step.Drill, 1, 0);

    @Test
    void it_is_rehearsed_before_a_cutover_that_is_ready() {
        assertThat(new Given().settled().drillAsked().decision()).isEqualTo(DRILL);
        assertThat(new Given().settled().decision()).isNotEqualTo(DRILL);
    }

    @Test
    void it_waits_until_there_is_something_to_rehearse() {
        assertThat(new Given().copied().whole().drillAsked().decision()).isNotEqualTo(DRILL);
    }

    @Test
    void it_waits_for_what_is_under_way() {
        Given passing = new Given()
                .settled()
                .started(Step.IncrementalSync)
                .seeing(new Observation.Running("copying"))
                .drillAsked();

        assertThat(passing.decision()).isInstanceOf(Decision.Wait.class);
    }

    @Test
    void it_is_rehearsed_before_the_fence_where_both_are_wished_for() {
        assertThat(new Given()
                        .settled()
                        .wishing(Wish.Cutover)
                        .open()
                        .drillAsked()
                        .decision())
                .isEqualTo(DRILL);
    }

    @Test
    void consumers_without_either_side_do_not_wait_for_it() {
        assertThat(new Given()
                        .provenBehindFence()
                        .wishing(Wish.Cutover)
                        .drillAsked()
                        .decision())
                .isEqualTo(begin(Step.Cutover, 1, 0));
    }

    @Test
    void it_is_rehearsed_after_a_cutover() {
        assertThat(new Given()
                        .cutOver(Duration.ofHours(1))
                        .wishing(Wish.Cutover)
                        .drillAsked()
                        .decision())
                .isEqualTo(DRILL);
    }

    @Test
    void who_wishes_for_the_rollback_itself_gets_that() {
        assertThat(new Given()
                        .cutOver(Duration.ofHours(1))
                        .wishing(Wish.Rollback)
                        .drillAsked()
                        .decision())
                .isNotEqualTo(DRILL);
    }

    @Test
    void it_is_rehearsed_once_more_when_asked_once_more() {
        assertThat(new Given()
                        .settled()
                        .succeeded(Step.Drill, Duration.ofMinutes(1))
                        .drillAsked()
                        .decision())
                .isEqualTo(begin(Step.Drill, 2, 0));
    }
}
