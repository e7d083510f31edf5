package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.Sealift;
import dev.sealift.api.worker.ShardPlan;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.lifecycle.Step;
import dev.sealift.tools.worker.WorkerJob;
import dev.sealift.tools.worker.WorkerJson;
import dev.sealift.tools.worker.WorkerPod;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.ContainerStateWaiting;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.LabelSelectorBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Worker Jobs in the cluster: made, looked at, ended. Every pod is read by its status port through the API server. */
public final class Workers {

    private static final int CONFLICT = 409;

    /** The plan by which objects are copied. */
    static final String COPY_PLAN = "copy.json";

    /** The coarser one by which they are only listed, which is a hundred times faster. */
    static final String LISTING_PLAN = "listing.json";

    private static final long LISTED_AT_ONCE = 2_000_000;
    /** About: each leaves evidence of its own, of which only some is kept. */
    private static final int MOST_LISTERS = 8;

    private static final long ANY_BYTES = Long.MAX_VALUE;

    private final KubernetesClient client;
    private final KnownWork known;
    private final WorkerPod pod;
    private final WorkerPort port;
    private final Shards shards;

    /** Workers of this image and size. */
    public Workers(KubernetesClient client, KnownWork known, WorkerPod pod) {
        this.client = client;
        this.known = known;
        this.pod = pod;
        this.port = new WorkerPort(client);
        this.shards = new Shards(client, port);
    }

    /** What was seen of a worker. */
    sealed interface WorkerSight {

        /** There is no such Job. */
        record NoJob() implements WorkerSight {}

        /** Its pod does not answer yet, or again. */
        record Starting(String message) implements WorkerSight {}

        /** Some of its shards have ended and linger until their reports are kept. */
        record ToCollect(String message) implements WorkerSight {}

        /** It works. */
        record Working(WorkerStatus status) implements WorkerSight {}

        /** It has ended and told how; the report is there as long as the pod lingers. */
        record Finished(WorkOutcome outcome, Optional<String> report) implements WorkerSight {}

        /** It has ended without telling how. */
        record Broken(String message) implements WorkerSight {}
    }

    /**
     * Looks at the Job and its pods. What works is seen in the caches. What seems absent or ended is asked of the API server itself,
     * for a cache may not have seen yet what we made a moment ago, nor a pod's last words, and from that conclusions are drawn.
     */
    WorkerSight look(String namespace, String name) {
        return known.find(namespace, name)
                .filter(seen -> !WorkerPods.hasEnded(seen.job()))
                .or(() -> asked(namespace, name))
                .filter(seen -> seen.job().getMetadata().getDeletionTimestamp() == null)
                .map(seen -> look(seen.job(), newestFirst(seen.pods())))
                .orElseGet(WorkerSight.NoJob::new);
    }

    private Optional<KnownWork.Known> asked(String namespace, String name) {
        return Optional.ofNullable(client.batch()
                        .v1()
                        .jobs()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(job -> new KnownWork.Known(job, podsOf(job)));
    }

    private WorkerSight look(Job job, List<Pod> pods) {
        return WorkerJob.shardsOf(job)
                .map(work -> shards.look(job, work, pods))
                .orElseGet(() -> WorkerPods.isFinished(job) ? finished(job, pods) : underWay(pods, this::ask));
    }

    /** Keeps what shards have left that have ended while others work, and lets their pods go; false if there is no such Job. */
    boolean collect(String namespace, String name) {
        Job job =
                client.batch().v1().jobs().inNamespace(namespace).withName(name).get();
        Optional.ofNullable(job)
                .flatMap(WorkerJob::shardsOf)
                .ifPresent(work -> shards.collect(Objects.requireNonNull(job), work, newestFirst(podsOf(job))));
        return job != null;
    }

    /** Keeps a plan where every pod and a later life of the operator find it. What is kept is never changed. */
    void keepPlan(Migration migration, String name, ShardPlan plan) {
        Map<String, String> files =
                Map.of(COPY_PLAN, WorkerJson.text(plan), LISTING_PLAN, WorkerJson.text(forListing(plan)));
        try {
            client.configMaps()
                    .inNamespace(migration.getMetadata().getNamespace())
                    .resource(new ConfigMapBuilder()
                            .withNewMetadata()
                            .withName(name)
                            .withNamespace(migration.getMetadata().getNamespace())
                            .withLabels(Ownership.labels(migration))
                            .withOwnerReferences(Ownership.of(migration))
                            .endMetadata()
                            .withImmutable(true)
                            .withData(files)
                            .build())
                    .create();
        } catch (KubernetesClientException e) {
            onlyIfThere(e);
        }
    }

    private static ShardPlan forListing(ShardPlan plan) {
        return plan.joined(Math.max(LISTED_AT_ONCE, plan.items() / MOST_LISTERS), ANY_BYTES);
    }

    /** A kept plan; empty if there is none. */
    Optional<ShardPlan> plan(String namespace, String name, String file) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get())
                .map(ConfigMap::getData)
                .map(data -> data.get(file))
                .flatMap(WorkerJson::plan);
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

    /** Whether a Job or a pod that works for one of these steps of the migration is still there. */
    boolean anyLeft(Migration migration, Step... steps) {
        return !jobsOf(migration, steps).isEmpty()
                || !client.pods()
                        .inNamespace(migration.getMetadata().getNamespace())
                        .withLabelSelector(ofSteps(migration, steps))
                        .list()
                        .getItems()
                        .isEmpty();
    }

    /** Deletes the Jobs and pods of these steps of the migration. */
    void endAll(Migration migration, Step... steps) {
        String namespace = migration.getMetadata().getNamespace();
        jobsOf(migration, steps).forEach(job -> end(namespace, job.getMetadata().getName()));
    }

    private List<Job> jobsOf(Migration migration, Step... steps) {
        return client.batch()
                .v1()
                .jobs()
                .inNamespace(migration.getMetadata().getNamespace())
                .withLabelSelector(ofSteps(migration, steps))
                .list()
                .getItems();
    }

    private static LabelSelector ofSteps(Migration migration, Step... steps) {
        return new LabelSelectorBuilder()
                .withMatchLabels(Ownership.labels(migration))
                .addNewMatchExpression()
                .withKey(Sealift.STEP)
                .withOperator("In")
                .withValues(Arrays.stream(steps).map(Step::name).toList())
                .endMatchExpression()
                .build();
    }

    /** Lets a worker go that lingers to be read. Best effort: it goes by itself in the end. */
    void collected(String namespace, String name) {
        client.pods().inNamespace(namespace).withLabel("batch.kubernetes.io/job-name", name).list().getItems().stream()
                .filter(WorkerPods::isRunning)
                .forEach(port::letGo);
    }

    private static void onlyIfThere(KubernetesClientException e) {
        if (e.getCode() != CONFLICT) {
            throw e;
        }
    }

    private List<Pod> podsOf(Job job) {
        return client.pods()
                .inNamespace(job.getMetadata().getNamespace())
                .withLabel("batch.kubernetes.io/job-name", job.getMetadata().getName())
                .list()
                .getItems();
    }

    private static List<Pod> newestFirst(List<Pod> pods) {
        return pods.stream()
                .sorted(Comparator.comparing((Pod each) -> each.getMetadata().getCreationTimestamp())
                        .reversed())
                .toList();
    }

    private static WorkerSight finished(Job job, List<Pod> pods) {
        return pods.stream()
                .flatMap(WorkerPods::lastWords)
                .findFirst()
                .<WorkerSight>map(outcome -> new WorkerSight.Finished(outcome, Optional.empty()))
                .orElseGet(() -> new WorkerSight.Broken("job/%s has ended without a word: %s"
                        .formatted(job.getMetadata().getName(), how(job, pods))));
    }

    private static String how(Job job, List<Pod> pods) {
        String ended = pods.stream()
                .flatMap(WorkerPods::terminations)
                .map(state -> "%s, exit code %d".formatted(state.getReason(), state.getExitCode()))
                .findFirst()
                .orElse("its pods are gone");
        return job.getStatus().getConditions().stream()
                .filter(condition -> "Failed".equals(condition.getType()))
                .map(condition -> "%s (%s)".formatted(ended, condition.getMessage()))
                .findFirst()
                .orElse(ended);
    }

    /** The newest pod that hasn't ended decides: it is asked, or tells why it can't be. */
    static WorkerSight underWay(List<Pod> pods, Function<Pod, WorkerSight> ask) {
        return pods.stream()
                .filter(each -> each.getMetadata().getDeletionTimestamp() == null)
                .filter(each -> !List.of("Failed", "Succeeded").contains(WorkerPods.phase(each)))
                .findFirst()
                .map(each ->
                        WorkerPods.isRunning(each) ? ask.apply(each) : new WorkerSight.Starting(whyNotRunning(each)))
                .orElseGet(() -> new WorkerSight.Starting("waiting for a pod"));
    }

    private WorkerSight ask(Pod pod) {
        return port.status(pod).map(said -> heard(pod, said)).orElseGet(() -> new WorkerSight.Starting(silent(pod)));
    }

    static String silent(Pod pod) {
        return pod.getMetadata().getName() + " does not answer yet";
    }

    private WorkerSight heard(Pod pod, WorkerStatus said) {
        WorkOutcome outcome = said.outcome();
        return outcome == null ? new WorkerSight.Working(said) : new WorkerSight.Finished(outcome, port.report(pod));
    }

    private static String whyNotRunning(Pod pod) {
        return WorkerPods.allStatuses(pod)
                .map(status -> status.getState().getWaiting())
                .filter(Objects::nonNull)
                .filter(waiting -> !"PodInitializing".equals(waiting.getReason()))
                .map(waiting -> waiting(pod, waiting))
                .findFirst()
                .or(() -> unschedulable(pod))
                .orElseGet(() -> "pod/%s is %s".formatted(pod.getMetadata().getName(), WorkerPods.phase(pod)));
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
}
