package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkerContract;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.tools.worker.WorkerJob;
import dev.sealift.tools.worker.WorkerJson;
import dev.sealift.tools.worker.WorkerPod;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Worker Jobs in the cluster: made, looked at, ended. Every pod is read by its status port through the API server. */
public final class Workers {

    private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
    private static final int CONFLICT = 409;

    private final KubernetesClient client;
    private final WorkerPod pod;

    /** Workers of this image and size. */
    public Workers(KubernetesClient client, WorkerPod pod) {
        this.client = client;
        this.pod = pod;
    }

    /** What was seen of a worker. */
    sealed interface WorkerSight {

        /** There is no such Job. */
        record NoJob() implements WorkerSight {}

        /** Its pod does not answer yet, or again. */
        record Starting(String message) implements WorkerSight {}

        /** It works. */
        record Working(WorkerStatus status) implements WorkerSight {}

        /** It has ended and told how; the report is there as long as the pod lingers. */
        record Finished(WorkOutcome outcome, Optional<String> report) implements WorkerSight {}

        /** It has ended without telling how. */
        record Broken(String message) implements WorkerSight {}
    }

    /** Looks at the Job; asks the API server itself, for a cache may not have seen yet what we made a moment ago. */
    WorkerSight look(String namespace, String name) {
        Job job =
                client.batch().v1().jobs().inNamespace(namespace).withName(name).get();
        if (job == null || job.getMetadata().getDeletionTimestamp() != null) {
            return new WorkerSight.NoJob();
        }
        List<Pod> pods = podsOf(job);
        return isFinished(job) ? finished(job, pods) : underWay(pods);
    }

    /** Makes the Job, unless it is there already. */
    void start(WorkerJob job) {
        try {
            client.batch()
                    .v1()
                    .jobs()
                    .inNamespace(job.namespace())
                    .resource(job.build(pod))
                    .create();
        } catch (KubernetesClientException e) {
            onlyIfThere(e);
        }
    }

    /** Makes the claim for what a migration's workers keep between pods, unless it is there already. */
    void claimState(Migration migration, String name, Quantity size) {
        PersistentVolumeClaim claim = new PersistentVolumeClaimBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(migration.getMetadata().getNamespace())
                .withLabels(Ownership.labels(migration))
                .withOwnerReferences(Ownership.of(migration))
                .endMetadata()
                .withNewSpec()
                .withAccessModes("ReadWriteOnce")
                .withNewResources()
                .withRequests(Map.of("storage", size))
                .endResources()
                .endSpec()
                .build();
        try {
            client.persistentVolumeClaims()
                    .inNamespace(migration.getMetadata().getNamespace())
                    .resource(claim)
                    .create();
        } catch (KubernetesClientException e) {
            onlyIfThere(e);
        }
    }

    /** Deletes the Job and its pods. */
    void end(String namespace, String name) {
        client.batch()
                .v1()
                .jobs()
                .inNamespace(namespace)
                .withName(name)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete();
    }

    /** Lets a worker go that lingers to be read. Best effort: it goes by itself in the end. */
    void collected(String namespace, String name) {
        client.pods().inNamespace(namespace).withLabel("batch.kubernetes.io/job-name", name).list().getItems().stream()
                .filter(Workers::isRunning)
                .forEach(this::letGo);
    }

    private void letGo(Pod pod) {
        try {
            client.raw(proxied(pod, WorkerContract.COLLECTED_PATH), "POST", Map.of());
        } catch (KubernetesClientException e) {
            LOG.debug("worker {} was not told that it may go", pod.getMetadata().getName(), e);
        }
    }

    private static void onlyIfThere(KubernetesClientException e) {
        if (e.getCode() != CONFLICT) {
            throw e;
        }
    }

    private List<Pod> podsOf(Job job) {
        return client
                .pods()
                .inNamespace(job.getMetadata().getNamespace())
                .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .list()
                .getItems()
                .stream()
                .sorted(Comparator.comparing((Pod each) -> each.getMetadata().getCreationTimestamp())
                        .reversed())
                .toList();
    }

    private static boolean isFinished(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> "True".equals(condition.getStatus())
                                && List.of("Complete", "Failed").contains(condition.getType()));
    }

    private static WorkerSight finished(Job job, List<Pod> pods) {
        return pods.stream()
                .flatMap(Workers::lastWords)
                .findFirst()
                .<WorkerSight>map(outcome -> new WorkerSight.Finished(outcome, Optional.empty()))
                .orElseGet(() -> new WorkerSight.Broken("job/%s has ended without a word: %s"
                        .formatted(job.getMetadata().getName(), how(job, pods))));
    }

    private static Stream<WorkOutcome> lastWords(Pod pod) {
        return terminations(pod)
                .map(ContainerStateTerminated::getMessage)
                .filter(Objects::nonNull)
                .map(WorkerJson::outcome)
                .flatMap(Optional::stream);
    }

    private static String how(Job job, List<Pod> pods) {
        String ended = pods.stream()
                .flatMap(Workers::terminations)
                .map(state -> "%s, exit code %d".formatted(state.getReason(), state.getExitCode()))
                .findFirst()
                .orElse("its pods are gone");
        return job.getStatus().getConditions().stream()
                .filter(condition -> "Failed".equals(condition.getType()))
                .map(condition -> "%s (%s)".formatted(ended, condition.getMessage()))
                .findFirst()
                .orElse(ended);
    }

    private static Stream<ContainerStateTerminated> terminations(Pod pod) {
        return statuses(pod).map(status -> status.getState().getTerminated()).filter(Objects::nonNull);
    }

    private WorkerSight underWay(List<Pod> pods) {
        return pods.stream()
                .filter(each -> each.getMetadata().getDeletionTimestamp() == null)
                .filter(each -> !List.of("Failed", "Succeeded").contains(phase(each)))
                .findFirst()
                .map(each -> isRunning(each) ? ask(each) : new WorkerSight.Starting(whyNotRunning(each)))
                .orElseGet(() -> new WorkerSight.Starting("waiting for a pod"));
    }

    private WorkerSight ask(Pod pod) {
        try {
            String answer = client.raw(proxied(pod, WorkerContract.STATUS_PATH));
            Optional<WorkerStatus> status = Optional.ofNullable(answer).flatMap(WorkerJson::status);
            return status.map(said -> heard(pod, said))
                    .orElseGet(() -> new WorkerSight.Starting(pod.getMetadata().getName() + " does not answer yet"));
        } catch (KubernetesClientException e) {
            return new WorkerSight.Starting(pod.getMetadata().getName() + " does not answer yet");
        }
    }

    private WorkerSight heard(Pod pod, WorkerStatus said) {
        WorkOutcome outcome = said.outcome();
        return outcome == null ? new WorkerSight.Working(said) : new WorkerSight.Finished(outcome, report(pod));
    }

    private Optional<String> report(Pod pod) {
        return Optional.ofNullable(client.raw(proxied(pod, WorkerContract.REPORT_PATH)));
    }

    private static String whyNotRunning(Pod pod) {
        return statuses(pod)
                .map(status -> status.getState().getWaiting())
                .filter(Objects::nonNull)
                .map(waiting -> waiting(pod, waiting))
                .findFirst()
                .or(() -> unschedulable(pod))
                .orElseGet(() -> "pod/%s is %s".formatted(pod.getMetadata().getName(), phase(pod)));
    }

    private static String waiting(Pod pod, ContainerStateWaiting waiting) {
        String message = waiting.getMessage();
        return "pod/%s waits: %s%s"
                .formatted(
                        pod.getMetadata().getName(), waiting.getReason(), message == null ? "" : " (" + message + ")");
    }

    private static Optional<String> unschedulable(Pod pod) {
        return pod.getStatus().getConditions().stream()
                .filter(condition ->
                        "PodScheduled".equals(condition.getType()) && "False".equals(condition.getStatus()))
                .map(PodCondition::getMessage)
                .map(message -> "pod/%s can't be scheduled: %s"
                        .formatted(pod.getMetadata().getName(), message))
                .findFirst();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                ? Stream.empty()
                : pod.getStatus().getContainerStatuses().stream();
    }

    private static boolean isRunning(Pod pod) {
        return "Running".equals(phase(pod));
    }

    private static @Nullable String phase(Pod pod) {
        return pod.getStatus() == null ? null : pod.getStatus().getPhase();
    }

    private static String proxied(Pod pod, String path) {
        return "/api/v1/namespaces/%s/pods/%s:%d/proxy%s"
                .formatted(
                        pod.getMetadata().getNamespace(),
                        pod.getMetadata().getName(),
                        WorkerContract.STATUS_PORT,
                        path);
    }
}
