package dev.sealift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.Cutover;
import dev.sealift.api.LocalReference;
import dev.sealift.api.Sealift;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.engine.cutover.DrillStep;
import dev.sealift.lifecycle.Decision;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A rollback's steps are asked, and none of them is begun. */
class DrillTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String UID = "0b5c6f6e-1d2c-4f6a-9d55-2f3f7f1b8a11";

    /** A step of a rollback that would throw if it were begun. */
    private record Asked(Step step, Optional<Rehearsal> rehearsal) implements StepAction<BucketMigration> {

        @Override
        public Sight observe(Operating<BucketMigration> operating) {
            throw new AssertionError("observed");
        }

        @Override
        public Begun begin(Operating<BucketMigration> operating) {
            throw new AssertionError("begun");
        }

        @Override
        public void cancel(Operating<BucketMigration> operating) {
            throw new AssertionError("cancelled");
        }

        @Override
        public String ref(Operating<BucketMigration> operating) {
            return "none";
        }

        @Override
        public Optional<Rehearsal> rehearse(Operating<BucketMigration> operating) {
            return rehearsal;
        }
    }

    private static Asked asked(Step step, String does, String... obstacles) {
        return new Asked(step, Optional.of(new Rehearsal(does, List.of(obstacles))));
    }

    @Test
    void a_clear_way_back_is_told_step_by_step() {
        Ending ending = drill(
                Journal.empty(),
                asked(Step.Unfence, "lift the fence"),
                new Asked(Step.CopyBack, Optional.empty()),
                asked(Step.Rollback, "move consumers back"));

        assertThat(ending.message())
                .isEqualTo("a rollback would lift the fence; then move consumers back. Nothing stands in its way");
        assertThat(ending.facts()).containsEntry(Fact.OBSTACLES, "0").containsEntry(Fact.REQUEST, "monday");
    }

    @Test
    void obstacles_are_a_result_and_no_failure() {
        Ending ending = drill(
                Journal.empty(),
                asked(Step.Unfence, "lift the fence", "AWS refuses s3:GetBucketPolicy"),
                asked(Step.Rollback, "move consumers back", "Service orders does not exist"));

        assertThat(ending).isInstanceOf(Ending.Success.class);
        assertThat(ending.message())
                .startsWith("2 obstacles: AWS refuses s3:GetBucketPolicy; Service orders does not exist. Else a");
        assertThat(ending.facts()).containsEntry(Fact.OBSTACLES, "2");
    }

    @Test
    void that_it_is_too_late_is_an_obstacle() {
        Journal cutOver = done(done(Journal.empty(), Step.Fence), Step.Cutover);
        DrillStep<BucketMigration> step = new DrillStep<>(List.of());
        Operating<BucketMigration> later =
                new Operating<>(migration(), started(Step.Drill), cutOver, NOW.plus(Duration.ofHours(73)));

        assertThat(step.observe(later).observation())
                .isInstanceOfSatisfying(
                        Observation.Ended.class,
                        ended -> assertThat(ended.ending().message())
                                .startsWith("1 obstacles: cutover.rollbackWindow is over since 2026-11-24T12:00:00Z"));
    }

    @Test
    void what_was_only_intended_is_begun_first() {
        DrillStep<BucketMigration> step = new DrillStep<>(List.of());
        JournalEntry intended = JournalEntry.intended(begin(Step.Drill), 1, NOW, Map.of());

        assertThat(step.observe(new Operating<>(migration(), intended, Journal.empty(), NOW))
                        .observation())
                .isEqualTo(new Observation.Absent());
    }

    @Test
    void a_request_is_answered_once() {
        Journal answered = Journal.empty()
                .with(started(Step.Drill))
                .concluding(
                        started(Step.Drill),
                        Ending.completed("done", Map.of(Fact.REQUEST, "monday", Fact.OBSTACLES, "0")),
                        Duration.ofMinutes(10),
                        NOW);

        assertThat(DrillRequest.isOpen(migration(), Journal.empty())).isTrue();
        assertThat(DrillRequest.isOpen(migration(), answered)).isFalse();
    }

    @SafeVarargs
    private static Ending drill(Journal journal, StepAction<BucketMigration>... wayBack) {
        DrillStep<BucketMigration> step = new DrillStep<>(List.of(wayBack));
        Observation seen = step.observe(new Operating<>(migration(), started(Step.Drill), journal, NOW))
                .observation();
        return seen instanceof Observation.Ended(Ending ending) ? ending : failed(seen);
    }

    private static Ending failed(Observation seen) {
        throw new AssertionError("not ended: " + seen);
    }

    private static Decision.Begin begin(Step step) {
        return new Decision.Begin(step, OperationKey.of(UID, step, 1), 1, 0);
    }

    private static JournalEntry started(Step step) {
        return JournalEntry.intended(begin(step), 1, NOW, Map.of()).started("test");
    }

    private static Journal done(Journal journal, Step step) {
        Journal begun = journal.with(started(step));
        return begun.concluding(started(step), Ending.completed("done"), Duration.ofMinutes(10), NOW);
    }

    private static BucketMigration migration() {
        BucketMigration migration = new BucketMigration();
        migration.setMetadata(new ObjectMetaBuilder()
                .withName("orders")
                .withNamespace("shop")
                .withUid(UID)
                .withAnnotations(Map.of(Sealift.DRILL_REQUESTED_AT, "monday"))
                .build());
        migration.setSpec(new BucketMigrationSpec(
                new BucketSource(new LocalReference("aws"), "orders", null, null, null, null),
                new BucketTarget(
                        new LocalReference("azure"), "rg", "shoporders", "orders", null, null, null, null, null),
                null,
                null,
                null,
                Cutover.defaults(),
                null,
                null));
        return migration;
    }
}
