package dev.sealift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.cache.CacheEndpoint;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.cache.CacheSource;
import dev.sealift.api.cache.CacheTarget;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.engine.Workers.WorkerSight;
import dev.sealift.lifecycle.Decision;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Fact;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One mover for the first copy and all passes after it, and another only when it is gone. */
class MoverStepTest {

    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    private static final String FIRST = "orders-fullcopy-a1";

    private final Map<String, WorkerSight> jobs = new HashMap<>();
    private final List<String> made = new ArrayList<>();

    @Test
    void a_full_copy_goes_on_until_the_target_has_held_all_once() {
        Operating<CacheMigration> copying = operating(Step.FullCopy, "a1", NOON, Journal.empty(), NOON.plusSeconds(60));

        jobs.put(FIRST, moving(null));
        assertThat(step(Step.FullCopy).observe(copying).observation()).isInstanceOf(Observation.Running.class);

        jobs.put(FIRST, moving(120L));
        assertThat(ended(step(Step.FullCopy).observe(copying)).facts()).containsEntry(MoverStep.MOVER, FIRST);
    }

    @Test
    void a_pass_finds_the_mover_at_work_and_makes_none() {
        jobs.put(FIRST, moving(3L));
        Operating<CacheMigration> pass = pass("b2", NOON, NOON.plusSeconds(2));

        assertThat(step(Step.IncrementalSync).begin(pass)).isInstanceOf(Begun.Running.class);
        assertThat(made).isEmpty();
        assertThat(step(Step.IncrementalSync).ref(pass)).isEqualTo("job/" + FIRST);
    }

    @Test
    void a_pass_ends_once_the_target_holds_what_the_source_held_at_its_beginning() {
        jobs.put(FIRST, moving(3L));

        assertThat(step(Step.IncrementalSync)
                        .observe(pass("b2", NOON, NOON.plusSeconds(2)))
                        .observation())
                .isInstanceOf(Observation.Running.class);
        assertThat(ended(step(Step.IncrementalSync).observe(pass("b2", NOON, NOON.plusSeconds(3))))
                        .facts())
                .containsEntry(MoverStep.MOVER, FIRST);
    }

    @Test
    void a_mover_that_reads_all_anew_ends_no_pass() {
        jobs.put(FIRST, moving(null));

        assertThat(step(Step.IncrementalSync)
                        .observe(pass("b2", NOON, NOON.plusSeconds(600)))
                        .observation())
                .isInstanceOf(Observation.Running.class);
    }

    @Test
    void a_pass_whose_mover_is_gone_makes_another() {
        Operating<CacheMigration> pass = intended("b2", NOON, NOON.plusSeconds(2));
        jobs.put(FIRST, died());

        assertThat(step(Step.IncrementalSync).observe(pass).observation()).isInstanceOf(Observation.Absent.class);
        assertThat(step(Step.IncrementalSync).begin(pass)).isInstanceOf(Begun.Running.class);
        assertThat(made).containsExactly("b2");

        jobs.put("orders-incrementalsync-b2", moving(0L));
        assertThat(ended(step(Step.IncrementalSync).observe(pass)).facts())
                .containsEntry(MoverStep.MOVER, "orders-incrementalsync-b2");
    }

    @Test
    void a_mover_that_dies_under_a_pass_fails_it() {
        jobs.put(FIRST, died());

        Observation seen = step(Step.IncrementalSync)
                .observe(pass("b2", NOON, NOON.plusSeconds(2)))
                .observation();

        assertThat(seen)
                .isEqualTo(new Observation.Ended(new Ending.Failure("MoverLost", "out of memory", true, Map.of())));
    }

    private MoverStep<CacheMigration> step(Step step) {
        return new MoverStep<>(
                new Making(step), new Telling(), (_, name) -> jobs.getOrDefault(name, new WorkerSight.NoJob()));
    }

    /** Makes movers, on paper. */
    private final class Making implements StepAction<CacheMigration> {
        private final Step step;

        Making(Step step) {
            this.step = step;
        }

        @Override
        public Step step() {
            return step;
        }

        @Override
        public Sight observe(Operating<CacheMigration> operating) {
            throw new AssertionError("the mover's step looks by itself");
        }

        @Override
        public Begun begin(Operating<CacheMigration> operating) {
            made.add(operating.entry().key().value());
            return new Begun.Running();
        }

        @Override
        public void cancel(Operating<CacheMigration> operating) {}

        @Override
        public String ref(Operating<CacheMigration> operating) {
            return "";
        }
    }

    private static final class Telling implements WorkerStep.Orders<CacheMigration> {

        @Override
        public WorkerStep.Draft draft(Operating<CacheMigration> operating) {
            throw new AssertionError("who makes movers drafts");
        }

        @Override
        public WorkerStep.Verdicts read(Operating<CacheMigration> operating, WorkOutcome outcome) {
            return WorkerStep.Verdicts.of(
                    new Ending.Failure(outcome.reason(), outcome.message(), outcome.retryable(), Map.of()));
        }
    }

    private static WorkerSight moving(@Nullable Long lag) {
        WorkProgress progress = new WorkProgress(10, 10, 5, 5, 0, 1, 1, lag, null, "following");
        return new WorkerSight.Working(new WorkerStatus("a1", progress, null));
    }

    private static WorkerSight died() {
        WorkOutcome outcome = new WorkOutcome(false, "MoverLost", "out of memory", true, Map.of(), List.of(), null);
        return new WorkerSight.Finished(outcome, Optional.empty());
    }

    private static Ending.Success ended(Sight sight) {
        assertThat(sight.observation()).isInstanceOf(Observation.Ended.class);
        return (Ending.Success) ((Observation.Ended) sight.observation()).ending();
    }

    /** A pass that was begun after a full copy by the first mover. */
    private static Operating<CacheMigration> pass(String key, Instant begun, Instant now) {
        Operating<CacheMigration> intended = intended(key, begun, now);
        return new Operating<>(
                intended.migration(), intended.entry().started("job/" + FIRST), intended.journal(), intended.now());
    }

    private static Operating<CacheMigration> intended(String key, Instant begun, Instant now) {
        JournalEntry copied = entry(Step.FullCopy, "a1", NOON.minusSeconds(600))
                .succeeded(
                        Ending.completed("copied"),
                        Map.of(
                                MoverStep.MOVER,
                                FIRST,
                                Fact.ENDED_AT,
                                NOON.minusSeconds(300).toString()),
                        NOON.minusSeconds(300));
        return operating(Step.IncrementalSync, key, begun, Journal.empty().with(copied), now);
    }

    private static Operating<CacheMigration> operating(
            Step step, String key, Instant begun, Journal journal, Instant now) {
        return new Operating<>(migration(), entry(step, key, begun), journal, now);
    }

    private static JournalEntry entry(Step step, String key, Instant begun) {
        return JournalEntry.intended(new Decision.Begin(step, new OperationKey(key), 1, 0), 1, begun, Map.of());
    }

    private static CacheMigration migration() {
        CacheMigration migration = new CacheMigration();
        migration.setMetadata(new ObjectMetaBuilder()
                .withName("orders")
                .withNamespace("shop")
                .withUid("7")
                .build());
        migration.setSpec(new CacheMigrationSpec(
                new CacheSource(null, endpoint("source:6379"), null),
                new CacheTarget(endpoint("target:10000")),
                null,
                null,
                null,
                null,
                null,
                null));
        return migration;
    }

    private static CacheEndpoint endpoint(String address) {
        return new CacheEndpoint(address, null, null, null, null, null);
    }
}
