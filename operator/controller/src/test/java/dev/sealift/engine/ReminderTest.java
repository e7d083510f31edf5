package dev.sealift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.cloud.TurnedClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.processing.event.Event;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReminderTest {

    private final List<BucketMigration> here = new ArrayList<>();
    private final List<Event> reminded = new ArrayList<>();
    private final TurnedClock clock = new TurnedClock(Instant.parse("2026-11-21T12:00:00Z"));
    private final Reminder<BucketMigration> reminder = new Reminder<>(here::stream, clock);

    @BeforeEach
    void listen() {
        reminder.setEventHandler(reminded::add);
    }

    private BucketMigration made(String uid) {
        BucketMigration migration = new BucketMigration();
        migration.setMetadata(new ObjectMetaBuilder()
                .withName("orders")
                .withNamespace("shop")
                .withUid(uid)
                .build());
        here.add(migration);
        return migration;
    }

    private void pass(Duration time) {
        clock.turn(time);
        reminder.look();
    }

    @Test
    void a_migration_made_anew_under_an_old_name_is_reminded_of() {
        BucketMigration old = made("old");
        reminder.looking(old);
        reminder.looked(old, Duration.ofMinutes(1));
        here.clear();
        made("new");

        pass(Duration.ZERO);
        assertThat(reminded).as("it may be looked at any moment").isEmpty();

        pass(Duration.ofMinutes(1));
        assertThat(reminded).hasSize(1);

        pass(Duration.ofSeconds(15));
        assertThat(reminded).as("once is enough for a while").hasSize(1);

        pass(Duration.ofMinutes(1));
        assertThat(reminded).hasSize(2);
    }

    @Test
    void what_is_looked_at_or_not_due_is_left_alone() {
        BucketMigration orders = made("orders");
        reminder.looking(orders);
        pass(Duration.ofHours(1));

        reminder.looked(orders, Duration.ofMinutes(5));
        pass(Duration.ofMinutes(5));

        assertThat(reminded).isEmpty();

        pass(Duration.ofMinutes(1));
        assertThat(reminded).hasSize(1);
    }

    @Test
    void a_replica_that_does_not_lead_reminds_of_nothing() {
        made("orders");

        pass(Duration.ZERO);
        pass(Duration.ofHours(1));

        assertThat(reminded).isEmpty();
    }
}
