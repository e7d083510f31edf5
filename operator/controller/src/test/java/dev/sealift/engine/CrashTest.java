package dev.sealift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.Cutover;
import dev.sealift.api.Goal;
import dev.sealift.api.LocalReference;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.ReportReference;
import dev.sealift.api.Validation;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Itinerary;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Verdict;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The operator is killed at every write and every effect, before and after it, and begins anew with what the API server and the world
 * hold. Whatever the moment, the migration becomes ready, and each outside thing is made once.
 */
class CrashTest {

    /** Twice for each write and effect on the way to ready, over and back: before it and after it. */
    private static final int MOMENTS = 98;

    private static final Itinerary ITINERARY = Itinerary.of(
            Step.Preflight,
            Step.PrepareTarget,
            Step.FullCopy,
            Step.IncrementalSync,
            Step.Validate,
            Step.Fence,
            Step.Cutover,
            Step.Settle,
            Step.Unsettle,
            Step.Unfence,
            Step.CopyBack,
            Step.Rollback);

    /** What a person wishes for, one after the other, and the phase in which each wish is fulfilled. */
    private record Wished(Goal goal, String phase) {}

    private static final List<Wished> WISHES = List.of(
            new Wished(Goal.Replicate, "CutoverReady"),
            new Wished(Goal.Cutover, "CutOver"),
            new Wished(Goal.Rollback, "RolledBack"));

    /** The operator's process is gone. */
    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Ends the process at the n-th moment at which something outside changes, before or after the change. */
    private static final class Fate {
        private final int moment;
        private int left;

        Fate(int moment) {
            this.moment = moment;
            left = moment;
        }

        void strikes() {
            if (left-- == 0) {
                throw new Killed();
            }
        }

        int passed() {
            return moment - left;
        }
    }

    /** What outlives the operator: the API server's copy, the outside things by key, and the time. */
    private static final class World extends Clock implements Statuses, ReportStore {
        private final Map<String, Integer> made = new HashMap<>();
        private Fate fate = new Fate(Integer.MAX_VALUE);
        private BucketMigration stored = migration(Goal.Replicate, 1);
        private Instant now = Instant.parse("2026-11-21T12:00:00Z");

        @Override
        @SuppressWarnings("unchecked")
        public <M extends Migration> M write(M migration, MigrationStatus status) {
            if (status.equals(migration.status())) {
                return migration;
            }
            fate.strikes();
            stored = migration(stored.spec().goal(), stored.getMetadata().getGeneration());
            stored.keep(status);
            fate.strikes();
            return (M) stored;
        }

        @Override
        public ReportReference keep(
                Migration migration, Step step, String report, @Nullable String digest, Instant at) {
            return new ReportReference("report", digest, at, null);
        }

        /** A person changes the spec. */
        void wish(Goal goal) {
            MigrationStatus status = stored.status();
            stored = migration(goal, stored.getMetadata().getGeneration() + 1);
            if (status != null) {
                stored.keep(status);
            }
        }

        void make(String key) {
            fate.strikes();
            made.merge(key, 1, Integer::sum);
            fate.strikes();
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneId.of("UTC");
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    /** A step whose outside thing is made by one effect and has ended when it is looked at next. */
    private record OneEffect(Step step, World world) implements StepAction<BucketMigration> {

        @Override
        public Sight observe(Operating<BucketMigration> operating) {
            boolean there = world.made.containsKey(operating.entry().key().value());
            return Sight.of(
                    there
                            ? new Observation.Ended(new Ending.Success(
                                    "Completed", "done", Map.of(Fact.ITEMS, "7", Fact.DIFFERENCES, "0")))
                            : new Observation.Absent());
        }

        @Override
        public Begun begin(Operating<BucketMigration> operating) {
            world.make(operating.entry().key().value());
            return new Begun.Running();
        }

        @Override
        public void cancel(Operating<BucketMigration> operating) {}

        @Override
        public String ref(Operating<BucketMigration> operating) {
            return "thing/" + operating.entry().key();
        }
    }

    private record OneKind(World world) implements Kind<BucketMigration> {

        @Override
        public Itinerary itinerary() {
            return ITINERARY;
        }

        @Override
        public List<StepAction<BucketMigration>> actions() {
            return Stream.concat(ITINERARY.steps().stream(), Stream.of(Step.Cleanup))
                    .<StepAction<BucketMigration>>map(step -> new OneEffect(step, world))
                    .toList();
        }

        @Override
        public List<Verdict.Input> verdictInputs(BucketMigration migration, Journal journal, Instant now) {
            return List.of();
        }
    }

    static IntStream moments() {
        return IntStream.range(0, MOMENTS);
    }

    @ParameterizedTest
    @MethodSource("moments")
    void killed_at_any_moment_it_gets_ready_over_and_back_and_makes_each_thing_once(int moment) {
        World world = new World();
        world.fate = new Fate(moment);

        thereAndBack(world);

        assertThat(world.made.values()).as("each outside thing").containsOnly(1);
    }

    @Test
    void the_moments_are_all_writes_and_effects() {
        World world = new World();

        thereAndBack(world);

        assertThat(world.fate.passed()).isEqualTo(MOMENTS);
    }

    private static void thereAndBack(World world) {
        for (Wished wished : WISHES) {
            world.wish(wished.goal());
            until(world, wished.phase());
        }
    }

    private static void until(World world, String phase) {
        for (int turn = 0; turn < 100; turn++) {
            try {
                lifeOf(world).reconcile(world.stored);
            } catch (Killed e) {
                // The next life knows what the world holds, and nothing else.
            }
            if (isIn(world, phase)) {
                return;
            }
            world.now = world.now.plusSeconds(10);
        }
        throw new AssertionError("never " + phase + ": " + world.stored.status());
    }

    private static boolean isIn(World world, String phase) {
        MigrationStatus status = world.stored.status();
        return status != null && phase.equals(status.phase());
    }

    private static Engine<BucketMigration> lifeOf(World world) {
        Pacing pacing = new Pacing(
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                5);
        return new Engine<>(new OneKind(world), world, world, pacing, world);
    }

    private static Validation withoutSettling() {
        var none = new io.fabric8.kubernetes.api.model.Duration(Duration.ZERO);
        return new Validation(null, null, null, null, null, none, null, null, null);
    }

    private static BucketMigration migration(Goal goal, long generation) {
        BucketMigration migration = new BucketMigration();
        migration.setMetadata(new ObjectMetaBuilder()
                .withName("orders")
                .withNamespace("shop")
                .withUid("0b5c6f6e-1d2c-4f6a-9d55-2f3f7f1b8a11")
                .withGeneration(generation)
                .build());
        migration.setSpec(new BucketMigrationSpec(
                new BucketSource(new LocalReference("aws"), "orders", null, null, null, null),
                new BucketTarget(
                        new LocalReference("azure"), "rg", "shoporders", "orders", null, null, null, null, null),
                goal,
                null,
                withoutSettling(),
                new Cutover("auto", null, null, null, null, null, null, null),
                null,
                null));
        return migration;
    }
}
