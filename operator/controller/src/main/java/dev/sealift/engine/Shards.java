package dev.sealift.engine;

import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.engine.Workers.WorkerSight;
import dev.sealift.tools.worker.Indexes;
import dev.sealift.tools.worker.ShardedWork;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Indexed Job's pods, seen as one worker. Those that run are asked side by side, never more than the Job's parallelism; those
 * that have gone have left their last words, and what a report holds beyond them is kept in a ConfigMap of the Job's before
 * its pod is let go. Once the records container holds the lines of every shard, that takes this ConfigMap's place.
 */
final class Shards {

    private static final String INDEX = "batch.kubernetes.io/job-completion-index";
    private static final String REPORT = "report.jsonl";

    private final KubernetesClient client;
    private final WorkerPort port;

    Shards(KubernetesClient client, WorkerPort port) {
        this.client = client;
        this.port = port;
    }

    /** What the pods of a Job said at one moment. */
    private record Scene(
            Job job, ShardedWork work, Map<Pod, WorkerStatus> answers, SortedMap<Integer, WorkOutcome> ended) {

        boolean isOver() {
            return WorkerPods.isFinished(job) || ended.size() == work.shards();
        }

        /** Pods that have more to tell than will be left of them. */
        List<Pod> lingering() {
            return answers.entrySet().stream()
                    .filter(answer -> answer.getValue().outcome() != null)
                    .map(Map.Entry::getKey)
                    .toList();
        }

        Map<Integer, WorkProgress> working() {
            Map<Integer, WorkProgress> working = new HashMap<>();
            answers.forEach((pod, status) -> {
                if (!ended.containsKey(index(pod))) {
                    working.put(index(pod), status.progress());
                }
            });
            return working;
        }
    }

    /** @param pods of the Job, newest first */
    WorkerSight look(Job job, ShardedWork work, List<Pod> pods) {
        Scene scene = scene(job, work, pods);
        if (scene.isOver()) {
            return over(scene);
        }
        if (!scene.lingering().isEmpty()) {
            return new WorkerSight.ToCollect("shards have ended whose reports are to be kept");
        }
        if (scene.ended().isEmpty() && scene.working().isEmpty()) {
            return Workers.underWay(pods, pod -> new WorkerSight.Starting(Workers.silent(pod)));
        }
        WorkProgress progress = work.progress(scene.ended(), scene.working());
        return new WorkerSight.Working(new WorkerStatus(job.getMetadata().getName(), progress, null));
    }

    private Scene scene(Job job, ShardedWork work, List<Pod> pods) {
        Map<Pod, WorkerStatus> answers = WorkerPods.isFinished(job) ? Map.of() : ask(pods);
        return new Scene(job, work, answers, ended(job, work, pods, answers));
    }

    private Map<Pod, WorkerStatus> ask(List<Pod> pods) {
        ConcurrentMap<Pod, WorkerStatus> answers = new ConcurrentHashMap<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            pods.stream()
                    .filter(pod ->
                            WorkerPods.isRunning(pod) && pod.getMetadata().getDeletionTimestamp() == null)
                    .forEach(pod ->
                            threads.execute(() -> port.status(pod).ifPresent(status -> answers.put(pod, status))));
        }
        return answers;
    }

    private static SortedMap<Integer, WorkOutcome> ended(
            Job job, ShardedWork work, List<Pod> pods, Map<Pod, WorkerStatus> answers) {
        JobStatus status = Optional.ofNullable(job.getStatus()).orElseGet(JobStatus::new);
        Set<Integer> completed = Indexes.of(status.getCompletedIndexes());
        Set<Integer> failed = Indexes.of(status.getFailedIndexes());
        Map<Integer, WorkOutcome> said = said(pods, answers);
        SortedMap<Integer, WorkOutcome> ended = new TreeMap<>();
        for (int index = 0; index < work.shards(); index++) {
            WorkOutcome outcome = said.get(index);
            if (outcome != null && (outcome.succeeded() || failed.contains(index) || WorkerPods.isFinished(job))) {
                ended.put(index, outcome);
            } else if (completed.contains(index)) {
                ended.put(index, unheard(true, "its pod is gone, and with it what it counted"));
            } else if (failed.contains(index)) {
                ended.put(index, unheard(false, "it has ended without a word"));
            }
        }
        return ended;
    }

    /** What the newest pod of each shard said at its end, if it has come to that. */
    private static Map<Integer, WorkOutcome> said(List<Pod> pods, Map<Pod, WorkerStatus> answers) {
        Map<Integer, WorkOutcome> said = new HashMap<>();
        for (Pod pod : pods) {
            outcome(pod, answers.get(pod)).ifPresent(outcome -> said.putIfAbsent(index(pod), outcome));
        }
        return said;
    }

    private static Optional<WorkOutcome> outcome(Pod pod, @Nullable WorkerStatus answer) {
        return WorkerPods.lastWords(pod)
                .findFirst()
                .or(() -> Optional.ofNullable(answer).map(WorkerStatus::outcome));
    }

    private static WorkOutcome unheard(boolean succeeded, String message) {
        return new WorkOutcome(
                succeeded, succeeded ? "Completed" : "WorkerLost", message, !succeeded, Map.of(), List.of(), null);
    }

    private WorkerSight over(Scene scene) {
        Stream<ReportLine> lastWords =
                scene.ended().values().stream().map(WorkOutcome::worst).flatMap(Collection::stream);
        Stream<ReportLine> kept = ShardedWork.lines(kept(scene.job())).stream();
        Stream<ReportLine> there = scene.lingering().stream()
                .map(port::report)
                .flatMap(Optional::stream)
                .flatMap(report -> ShardedWork.lines(report).stream());
        String report = ShardedWork.report(Stream.of(lastWords, kept, there).flatMap(lines -> lines));
        WorkOutcome outcome = scene.work().outcome(scene.ended(), report);
        return new WorkerSight.Finished(outcome, Optional.of(report));
    }

    /** Keeps the reports of the shards that have ended, and lets their pods go: others wait for their place. */
    void collect(Job job, ShardedWork work, List<Pod> pods) {
        List<Pod> lingering = scene(job, work, pods).lingering();
        if (!lingering.isEmpty()) {
            Stream<ReportLine> more = lingering.stream()
                    .map(port::report)
                    .flatMap(Optional::stream)
                    .flatMap(report -> ShardedWork.lines(report).stream());
            keep(job, ShardedWork.report(Stream.concat(ShardedWork.lines(kept(job)).stream(), more)));
            lingering.forEach(port::letGo);
        }
    }

    private String kept(Job job) {
        ConfigMap map = client.configMaps()
                .inNamespace(job.getMetadata().getNamespace())
                .withName(keptIn(job))
                .get();
        return map == null || map.getData() == null ? "" : map.getData().getOrDefault(REPORT, "");
    }

    private void keep(Job job, String report) {
        client.configMaps()
                .inNamespace(job.getMetadata().getNamespace())
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(keptIn(job))
                        .withNamespace(job.getMetadata().getNamespace())
                        .withLabels(job.getMetadata().getLabels())
                        .withOwnerReferences(new OwnerReferenceBuilder()
                                .withApiVersion("batch/v1")
                                .withKind("Job")
                                .withName(job.getMetadata().getName())
                                .withUid(job.getMetadata().getUid())
                                .build())
                        .endMetadata()
                        .withData(Map.of(REPORT, Reports.whole(report)))
                        .build())
                .forceConflicts()
                .serverSideApply();
    }

    private static String keptIn(Job job) {
        return job.getMetadata().getName() + "-report";
    }

    private static int index(Pod pod) {
        Map<String, String> labels =
                Optional.ofNullable(pod.getMetadata().getLabels()).orElse(Map.of());
        return Integer.parseInt(labels.getOrDefault(INDEX, "-1"));
    }
}
