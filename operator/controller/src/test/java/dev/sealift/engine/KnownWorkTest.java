package dev.sealift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.cloud.LocalCluster;
import dev.sealift.cloud.LocalServer.Request;
import dev.sealift.engine.Workers.WorkerSight;
import dev.sealift.tools.worker.WorkerJson;
import dev.sealift.tools.worker.WorkerPod;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A worker whose Job and pod the caches may know or not yet. */
class KnownWorkTest {

    private static final String JOB = "/apis/batch/v1/namespaces/shop/jobs/orders-preflight-1";
    private static final String PODS = "/api/v1/namespaces/shop/pods";
    private static final String STATUS = PODS + "/orders-preflight-1-x:8642/proxy/status";
    private static final WorkOutcome OUTCOME =
            new WorkOutcome(true, "Completed", "done", false, Map.of(), List.of(), null);

    private final LocalCluster cluster = new LocalCluster();
    private final Held<Job> jobs = new Held<>();
    private final Held<Pod> pods = new Held<>();
    private final KnownWork known = new KnownWork();
    private final Workers workers =
            new Workers(cluster.client(), known, new WorkerPod("worker", "Always", Map.of(), Map.of()));

    KnownWorkTest() {
        known.join(jobs, pods);
    }

    @AfterEach
    void close() {
        cluster.close();
    }

    private WorkerSight look() {
        return workers.look("shop", "orders-preflight-1");
    }

    private List<String> asked() {
        return cluster.requests().stream().map(Request::path).toList();
    }

    @Test
    void of_a_worker_that_works_only_its_own_port_is_asked() {
        jobs.holds(job().build());
        pods.holds(pod("Running").build());
        WorkProgress progress = new WorkProgress(1, 2, 1, 2, 0, 1, 1, null, null, "Listing");
        cluster.answers(STATUS, new WorkerStatus("1", progress, null));

        assertThat(look()).isInstanceOf(WorkerSight.Working.class);
        assertThat(asked()).containsExactly(STATUS);
    }

    @Test
    void of_a_worker_that_waits_nobody_is_asked() {
        jobs.holds(job().build());
        pods.holds(pod("Pending").build());

        assertThat(look()).isEqualTo(new WorkerSight.Starting("pod/orders-preflight-1-x is Pending"));
        assertThat(asked()).isEmpty();
    }

    @Test
    void a_job_that_was_not_seen_yet_is_asked_for() {
        cluster.answers(JOB, job().build());
        cluster.answers(PODS, listed(pod("Pending").build()));

        assertThat(look()).isInstanceOf(WorkerSight.Starting.class);
        assertThat(asked()).containsExactly(JOB, PODS);
    }

    /** The Job's end may be known before its pod's last words are, and a worker would seem lost that has done its work. */
    @Test
    void the_last_words_of_a_job_that_has_ended_are_asked_for() {
        jobs.holds(complete());
        pods.holds(pod("Running").build());
        cluster.answers(JOB, complete());
        cluster.answers(PODS, listed(ended()));

        assertThat(look()).isEqualTo(new WorkerSight.Finished(OUTCOME, Optional.empty()));
        assertThat(asked()).containsExactly(JOB, PODS);
    }

    @Test
    void a_pod_is_its_jobs_owners() {
        assertThat(known.ownerOf(pod("Pending").build())).isEmpty();

        jobs.holds(job().build());

        assertThat(known.ownerOf(pod("Pending").build())).containsExactly(new ResourceID("orders", "shop"));
    }

    private static JobBuilder job() {
        return new JobBuilder()
                .withNewMetadata()
                .withName("orders-preflight-1")
                .withNamespace("shop")
                .addNewOwnerReference()
                .withName("orders")
                .withController(true)
                .endOwnerReference()
                .endMetadata()
                .withNewSpec()
                .endSpec();
    }

    private static Job complete() {
        return job().withNewStatus()
                .withSucceeded(1)
                .addNewCondition()
                .withType("Complete")
                .withStatus("True")
                .endCondition()
                .endStatus()
                .build();
    }

    private static PodBuilder pod(String phase) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("orders-preflight-1-x")
                .withNamespace("shop")
                .withCreationTimestamp("2026-11-21T20:00:00Z")
                .withLabels(Map.of("batch.kubernetes.io/job-name", "orders-preflight-1"))
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus();
    }

    private static Pod ended() {
        return pod("Succeeded")
                .editStatus()
                .addNewContainerStatus()
                .withName("worker")
                .withNewState()
                .withNewTerminated()
                .withExitCode(0)
                .withMessage(WorkerJson.text(OUTCOME))
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private static PodList listed(Pod pod) {
        return new PodListBuilder()
                .withItems(pod)
                .withNewMetadata()
                .endMetadata()
                .build();
    }

    /** A cache that holds what a test has put into it. */
    private static final class Held<R extends HasMetadata> implements IndexerResourceCache<R> {
        private final Map<ResourceID, R> held = new HashMap<>();
        private final Map<String, Function<R, List<String>>> indexers = new HashMap<>();

        void holds(R resource) {
            held.put(ResourceID.fromResource(resource), resource);
        }

        @Override
        public Optional<R> get(ResourceID id) {
            return Optional.ofNullable(held.get(id));
        }

        @Override
        public Stream<ResourceID> keys() {
            return held.keySet().stream();
        }

        @Override
        public Stream<R> list(Predicate<R> predicate) {
            return held.values().stream().filter(predicate);
        }

        @Override
        public Stream<R> list(String namespace, Predicate<R> predicate) {
            return list(predicate.and(
                    resource -> namespace.equals(resource.getMetadata().getNamespace())));
        }

        @Override
        public List<R> byIndex(String name, String key) {
            Function<R, List<String>> indexer = Objects.requireNonNull(indexers.get(name));
            return list(resource -> indexer.apply(resource).contains(key)).toList();
        }

        @Override
        public void addIndexers(Map<String, Function<R, List<String>>> more) {
            indexers.putAll(more);
        }
    }
}
