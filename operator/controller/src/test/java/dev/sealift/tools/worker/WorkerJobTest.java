package dev.sealift.tools.worker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.WorkerContract;
import dev.sealift.cloud.Golden;
import dev.sealift.tools.worker.WorkerJob.Shards;
import dev.sealift.tools.worker.WorkerJob.State;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkerJobTest {

    private static final WorkerPod POD = new WorkerPod(
            "registry.example.org/sealift-worker:1", "IfNotPresent", Map.of("cpu", new Quantity("250m")), Map.of());
    private static final ShardedWork TWELVE = new ShardedWork(12, 1_200_000, 4_800_000_000L);

    private static final Companion MOVER = new Companion(
            "mover",
            "registry.example.org/mover:1",
            List.of("/app/mover", Companion.SHARED_DIRECTORY + "/mover.toml"),
            "prepare-mover",
            Map.of("memory", new Quantity("256Mi")),
            Map.of("memory", new Quantity("2Gi")));

    private static Job job(Optional<State> state, Optional<Shards> shards) {
        return job(state, shards, Optional.empty());
    }

    private static Job job(Optional<State> state, Optional<Shards> shards, Optional<Companion> companion) {
        return new WorkerJob(
                        "orders-fullcopy-9b1c",
                        "shop",
                        Map.of("sealift.dev/step", "FullCopy"),
                        new OwnerReferenceBuilder()
                                .withApiVersion("sealift.dev/v1alpha1")
                                .withKind("BucketMigration")
                                .withName("orders")
                                .withUid("7")
                                .build(),
                        "copy",
                        "{\"key\":\"9b1c\"}",
                        List.of(),
                        state,
                        shards,
                        companion,
                        600)
                .build(POD);
    }

    private static Job divided(int parallelism) {
        return job(
                Optional.of(new State.Ephemeral(new Quantity("2Gi"))),
                Optional.of(new Shards("orders-fullcopy-9b1c-shards", "copy.json", parallelism, TWELVE)));
    }

    @Test
    void undivided_work_is_one_pod_with_a_volume() {
        Golden.assertSame(
                "workerjob/one-pod.yaml", job(Optional.of(new State.Claim("orders-state")), Optional.empty()));
    }

    @Test
    void a_companion_is_prepared_and_started_before_the_worker_and_is_handed_no_secret() {
        Golden.assertSame(
                "workerjob/companion.yaml",
                job(Optional.of(new State.Claim("orders-state")), Optional.empty(), Optional.of(MOVER)));
    }

    @Test
    void divided_work_is_an_indexed_job_with_the_plan() {
        Golden.assertSame("workerjob/shards.yaml", divided(3));
    }

    @Test
    void whoever_looks_at_a_job_learns_what_its_shards_come_to() {
        assertThat(WorkerJob.shardsOf(divided(3))).contains(TWELVE);
        assertThat(WorkerJob.shardsOf(job(Optional.empty(), Optional.empty()))).isEmpty();
    }

    @Test
    void there_are_never_more_pods_than_shards() {
        assertThat(divided(64).getSpec().getParallelism()).isEqualTo(12);
    }

    @Test
    void undivided_work_is_told_of_no_plan() {
        assertThat(job(Optional.empty(), Optional.empty())
                        .getSpec()
                        .getTemplate()
                        .getSpec()
                        .getContainers()
                        .getFirst()
                        .getEnv())
                .extracting(EnvVar::getName)
                .doesNotContain(WorkerContract.PLAN_VARIABLE);
    }
}
