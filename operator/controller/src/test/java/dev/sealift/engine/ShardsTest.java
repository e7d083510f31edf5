package dev.sealift.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.cloud.LocalCluster;
import dev.sealift.engine.Workers.WorkerSight;
import dev.sealift.tools.worker.ShardedWork;
import dev.sealift.tools.worker.WorkerJson;
import dev.sealift.tools.worker.WorkerPod;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodListBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An Indexed Job of four shards on an API server that tells what it is told. */
class ShardsTest {

    private static final String JOBS = "/apis/batch/v1/namespaces/shop/jobs/orders-fullcopy-1";
    private static final String PODS = "/api/v1/namespaces/shop/pods";

    private final LocalCluster cluster = new LocalCluster();
    private final Workers workers =
            new Workers(cluster.client(), new KnownWork(), new WorkerPod("worker", "Always", Map.of(), Map.of()));

    @AfterEach
    void close() {
        cluster.close();
    }

    private WorkerSight look() {
        return workers.look("shop", "orders-fullcopy-1");
    }

    private void job(@Nullable String condition, String completed, String failed) {
        JobBuilder job = new JobBuilder()
                .withNewMetadata()
                .withName("orders-fullcopy-1")
                .withNamespace("shop")
                .withUid("42")
                .withLabels(Map.of("sealift.dev/step", "FullCopy"))
                .withAnnotations(Map.of("sealift.dev/planned-items", "400", "sealift.dev/planned-bytes", "4000"))
                .endMetadata()
                .withNewSpec()
                .withCompletionMode("Indexed")
                .withCompletions(4)
                .endSpec()
                .withNewStatus()
                .withCompletedIndexes(completed)
                .withFailedIndexes(failed)
                .endStatus();
        if (condition != null) {
            job.editStatus()
                    .addNewCondition()
                    .withType(condition)
                    .withStatus("True")
                    .endCondition()
                    .endStatus();
        }
        Job built = job.build();
        cluster.answers(JOBS, built);
    }

    private void pods(Pod... pods) {
        cluster.answers(
                PODS,
                new PodListBuilder()
                        .withItems(List.of(pods))
                        .withNewMetadata()
                        .endMetadata()
                        .build());
    }

    private static PodBuilder pod(int index, int second, String phase) {
        return new PodBuilder()
                .withNewMetadata()
                .withName("orders-fullcopy-1-" + index + "-" + second)
                .withNamespace("shop")
                .withCreationTimestamp("2026-11-21T20:00:%02dZ".formatted(second))
                .withLabels(Map.of("batch.kubernetes.io/job-completion-index", Integer.toString(index)))
                .endMetadata()
                .withNewStatus()
                .withPhase(phase)
                .endStatus();
    }

    private static Pod ended(int index, int second, WorkOutcome outcome) {
        return pod(index, second, outcome.succeeded() ? "Succeeded" : "Failed")
                .editStatus()
                .addNewContainerStatus()
                .withName("worker")
                .withNewState()
                .withNewTerminated()
                .withExitCode(outcome.succeeded() ? 0 : 1)
                .withMessage(WorkerJson.text(outcome))
                .endTerminated()
                .endState()
                .endContainerStatus()
                .endStatus()
                .build();
    }

    private Pod running(int index, @Nullable WorkOutcome outcome) {
        Pod pod = pod(index, 1, "Running").build();
        WorkProgress progress = new WorkProgress(500, 1000, 50, 100, 0, 10, 1, null, null, "Copying");
        cluster.answers(proxied(pod, "/status"), new WorkerStatus("1", progress, outcome));
        return pod;
    }

    private static String proxied(Pod pod, String path) {
        return PODS + "/" + pod.getMetadata().getName() + ":8642/proxy" + path;
    }

    private static WorkOutcome copied(int items, ReportLine... worst) {
        Map<String, String> facts = Map.of(
                Fact.TRANSFERRED_ITEMS, Integer.toString(items), Fact.TRANSFERRED_BYTES, Integer.toString(items * 10));
        return new WorkOutcome(true, "Copied", "copied", false, facts, List.of(worst), null);
    }

    private static WorkOutcome failed() {
        return new WorkOutcome(
                false,
                "TransferFailed",
                "2 objects were not copied",
                true,
                Map.of(Fact.FAILED_ITEMS, "2"),
                List.of(new ReportLine(ReportLine.Kind.Failed, "b/7", "403")),
                null);
    }

    @Test
    void what_is_done_and_what_is_under_way_is_one_progress() {
        job(null, "0", "");
        pods(ended(0, 0, copied(100)), running(1, null), running(2, null));

        assertThat(look()).isInstanceOfSatisfying(WorkerSight.Working.class, working -> {
            assertThat(working.status().progress().itemsDone()).isEqualTo(200);
            assertThat(working.status().progress().itemsTotal()).isEqualTo(400);
            assertThat(working.status().progress().message()).isEqualTo("1 of 4 shards are done, 2 are under way");
        });
    }

    @Test
    void a_shard_that_is_tried_again_has_not_failed_yet() {
        job(null, "0", "");
        pods(
                ended(0, 0, copied(100)),
                ended(1, 0, failed()),
                pod(1, 9, "Pending").build());

        assertThat(look())
                .isInstanceOfSatisfying(
                        WorkerSight.Working.class,
                        working -> assertThat(working.status().progress().message())
                                .isEqualTo("1 of 4 shards are done, 0 are under way"));
    }

    @Test
    void as_long_as_no_pod_has_begun_a_person_learns_why() {
        job(null, "", "");
        pods(pod(1, 9, "Pending").build());

        assertThat(look()).isEqualTo(new WorkerSight.Starting("pod/orders-fullcopy-1-1-9 is Pending"));
    }

    @Test
    void the_second_try_of_a_shard_counts_and_the_first_does_not() {
        job("Complete", "0-3", "");
        pods(
                ended(0, 0, copied(100)),
                ended(1, 0, failed()),
                ended(1, 9, copied(100)),
                ended(2, 0, copied(100)),
                ended(3, 0, copied(100)));

        assertThat(look()).isInstanceOfSatisfying(WorkerSight.Finished.class, finished -> {
            assertThat(finished.outcome().succeeded()).isTrue();
            assertThat(finished.outcome().facts()).containsEntry(Fact.TRANSFERRED_ITEMS, "400");
        });
    }

    @Test
    void a_bad_shard_is_named_and_does_not_hide_the_others() {
        job("Failed", "0,2-3", "1");
        pods(ended(0, 0, copied(100)), ended(1, 0, failed()), ended(2, 0, copied(100)), ended(3, 0, copied(100)));

        assertThat(look()).isInstanceOfSatisfying(WorkerSight.Finished.class, finished -> {
            assertThat(finished.outcome().succeeded()).isFalse();
            assertThat(finished.outcome().message())
                    .isEqualTo("1 of 4 shards failed. shard 1: 2 objects were not copied");
            assertThat(finished.outcome().worst()).extracting(ReportLine::item).containsExactly("b/7");
        });
    }

    @Test
    void a_shard_whose_pod_is_gone_is_done_all_the_same() {
        job("Complete", "0-3", "");
        pods(ended(0, 0, copied(100)), ended(1, 0, copied(100)), ended(2, 0, copied(100)));

        assertThat(look())
                .isInstanceOfSatisfying(
                        WorkerSight.Finished.class,
                        finished -> assertThat(finished.outcome().succeeded()).isTrue());
    }

    @Test
    void a_pod_that_does_not_answer_is_no_trouble() {
        job(null, "", "");
        pods(pod(0, 0, "Running").build(), running(1, null));

        assertThat(look()).isInstanceOf(WorkerSight.Working.class);
        pods(pod(0, 0, "Running").build());

        assertThat(look()).isEqualTo(new WorkerSight.Starting("orders-fullcopy-1-0-0 does not answer yet"));
    }

    @Test
    void a_report_of_a_shard_that_lingers_is_kept_before_its_pod_is_let_go() {
        job(null, "", "");
        Pod lingering = running(1, copied(100));
        pods(lingering, running(2, null));
        ReportLine line = new ReportLine(ReportLine.Kind.Extra, "only/here", "why");
        cluster.text(proxied(lingering, "/report"), WorkerJson.text(line) + "\n");
        cluster.text(proxied(lingering, "/collected"), "ok");
        cluster.configMap("shop", "orders-fullcopy-1-report", Map.of());

        assertThat(look()).isInstanceOf(WorkerSight.ToCollect.class);
        assertThat(workers.collect("shop", "orders-fullcopy-1")).isTrue();

        List<String> changes = cluster.requests().stream()
                .filter(request -> !request.method().equals("GET"))
                .map(request -> request.method() + " " + request.path())
                .toList();
        assertThat(changes)
                .containsExactly(
                        "PATCH /api/v1/namespaces/shop/configmaps/orders-fullcopy-1-report",
                        "POST " + proxied(lingering, "/collected"));
    }

    @Test
    void kept_reports_and_last_words_make_one_report() {
        ReportLine kept = new ReportLine(ReportLine.Kind.Missing, "kept", "why");
        ReportLine said = new ReportLine(ReportLine.Kind.Different, "said", "why");
        job("Complete", "0-3", "");
        pods(
                ended(0, 0, copied(1, said)),
                ended(1, 0, copied(1, kept)),
                ended(2, 0, copied(1)),
                ended(3, 0, copied(1)));
        cluster.configMap("shop", "orders-fullcopy-1-report", Map.of("report.jsonl", WorkerJson.text(kept) + "\n"));

        assertThat(look())
                .isInstanceOfSatisfying(
                        WorkerSight.Finished.class,
                        finished -> assertThat(
                                        ShardedWork.lines(finished.report().orElse("")))
                                .extracting(ReportLine::item)
                                .containsExactly("said", "kept"));
    }

    @Test
    void looking_asks_each_running_pod_once_and_no_other() {
        job(null, "0", "");
        pods(
                ended(0, 0, copied(100)),
                running(1, null),
                running(2, null),
                pod(3, 0, "Pending").build());

        WorkerSight seen = Objects.requireNonNull(look());

        assertThat(seen).isInstanceOf(WorkerSight.Working.class);
        assertThat(cluster.requests()).hasSize(4);
    }
}
