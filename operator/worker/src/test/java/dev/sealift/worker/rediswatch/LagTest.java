package dev.sealift.worker.rediswatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.rediswatch.ShakeStatus.Scan;
import dev.sealift.worker.rediswatch.ShakeStatus.Sync;
import dev.sealift.worker.rediswatch.ShakeStatus.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LagTest {

    private static final int MOST_PENDING = 10;

    private static Instant second(long second) {
        return Instant.ofEpochSecond(1_000_000 + second);
    }

    private static ShakeStatus synced(String stage, long unanswered, long... sent) {
        List<Sync> readers = new java.util.ArrayList<>();
        for (int i = 0; i < sent.length; i++) {
            readers.add(new Sync("node" + i + ":1", stage, 0, 0, 0, sent[i], sent[i]));
        }
        return new ShakeStatus(readers, List.of(), List.of(new Writer(0, unanswered)), 0);
    }

    private static ShakeStatus scanned(boolean finished, long toUpdate, long unanswered) {
        return new ShakeStatus(
                List.of(), List.of(new Scan(finished, 50, toUpdate)), List.of(new Writer(0, unanswered)), 0);
    }

    private final Following following = new Following(MOST_PENDING);

    private void at(long second, long stood, ShakeStatus status) {
        following.stood(second(second), Map.of("node0:1", stood));
        following.said(second(second), status);
    }

    @Test
    void nothing_is_known_before_all_that_stood_at_the_beginning_is_sent() {
        at(0, 100, synced("syncing rdb", 0, 0));
        at(1, 110, synced("syncing rdb", 0, 0));

        assertThat(following.seconds(second(1))).isNull();
    }

    @Test
    void the_lag_is_the_age_of_the_last_moment_that_has_been_passed() {
        at(0, 100, synced("syncing aof", 0, 90));
        at(1, 110, synced("syncing aof", 0, 105));
        assertThat(following.seconds(second(1))).as("sent 90 a reading ago").isNull();
        at(2, 120, synced("syncing aof", 0, 106));
        assertThat(following.seconds(second(2)))
                .as("sent 105: the moment of 100")
                .isEqualTo(2);
        at(3, 130, synced("syncing aof", 0, 130));
        assertThat(following.seconds(second(3))).as("sent 106: still that one").isEqualTo(3);
        at(4, 130, synced("syncing aof", 0, 130));
        assertThat(following.seconds(second(4))).as("sent 130: all up to now").isZero();
    }

    @Test
    void an_idle_source_is_never_behind() {
        for (int second = 0; second < 100; second++) {
            at(second, 500, synced("syncing aof", 0, 500));
        }

        assertThat(following.seconds(second(99))).isZero();
    }

    @Test
    void every_shard_must_have_passed() {
        for (int second = 0; second < 3; second++) {
            following.stood(second(second), Map.of("node0:1", 100L, "node1:1", 100L));
            following.said(second(second), synced("syncing aof", 0, 100, 99));
        }
        assertThat(following.seconds(second(2))).isNull();

        following.said(second(3), synced("syncing aof", 0, 100, 100));
        following.said(second(4), synced("syncing aof", 0, 100, 100));
        assertThat(following.seconds(second(4))).isEqualTo(2);
    }

    @Test
    void what_the_target_has_not_answered_has_not_arrived() {
        at(0, 100, synced("syncing aof", 0, 100));
        at(1, 100, synced("syncing aof", MOST_PENDING + 1, 100));
        assertThat(following.seconds(second(1))).isNull();

        at(2, 100, synced("syncing aof", MOST_PENDING, 100));
        assertThat(following.seconds(second(2))).isZero();
    }

    @Test
    void a_mover_that_stands_still_falls_behind_for_hours_in_bounded_memory() {
        at(0, 100, synced("syncing aof", 0, 100));
        for (int second = 1; second < 50_000; second++) {
            at(second, 100 + second, synced("syncing aof", 0, 100));
        }
        assertThat(following.seconds(second(50_000))).isEqualTo(50_000);

        at(50_000, 60_000, synced("syncing aof", 0, 60_000));
        at(50_001, 60_000, synced("syncing aof", 0, 60_000));
        assertThat(following.seconds(second(50_001))).isZero();
    }

    @Test
    void by_notifications_a_moment_counts_when_the_next_reading_is_idle_too() {
        Notified notified = new Notified(MOST_PENDING);

        notified.said(second(0), scanned(false, 0, 0));
        notified.said(second(1), scanned(false, 0, 0));
        assertThat(notified.seconds(second(1))).as("the walk goes on").isNull();
        notified.said(second(2), scanned(true, 0, 0));
        assertThat(notified.seconds(second(2))).isNull();
        notified.said(second(3), scanned(true, MOST_PENDING, MOST_PENDING));
        assertThat(notified.seconds(second(3))).isEqualTo(1);
        notified.said(second(4), scanned(true, MOST_PENDING + 1, 0));
        notified.said(second(5), scanned(true, 0, MOST_PENDING + 1));
        notified.said(second(6), scanned(true, 0, 0));
        assertThat(notified.seconds(second(6))).as("of the moment 2").isEqualTo(4);
        notified.said(second(7), scanned(true, 0, 0));
        assertThat(notified.seconds(second(7))).isEqualTo(1);
    }
}
