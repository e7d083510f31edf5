package dev.sealift.tools.worker;

import dev.sealift.api.worker.WorkerContract;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.SecurityContextBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.JobSpec;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The Job of one operation. Its pod is restricted: not root, read-only root, no privilege, no token of this cluster's API.
 *
 * @param command the worker's command: {@code survey}, {@code plan}, {@code copy}, {@code verify}
 * @param order the order as JSON, without secrets
 * @param access what lets the pod into each cloud
 * @param state where the command keeps its state, if it keeps any
 * @param shards how the work is divided, if it is
 * @param companion a program of others in the same pod, if there is one
 * @param keepFinishedSeconds how long a finished Job stays, for people to read its log
 */
public record WorkerJob(
        String name,
        String namespace,
        Map<String, String> labels,
        OwnerReference owner,
        String command,
        String order,
        List<PodAccess> access,
        Optional<State> state,
        Optional<Shards> shards,
        Optional<Companion> companion,
        int keepFinishedSeconds) {

    /** Where a command keeps its state. */
    public sealed interface State {

        /** On a volume that outlives the pod. One pod at a time can have it. */
        record Claim(String name) implements State {}

        /** On the node, as long as the pod is there: a shard is small enough to be planned anew. */
        record Ephemeral(Quantity most) implements State {}
    }

    /**
     * How the work is divided: a pod a shard.
     *
     * @param plan the ConfigMap with the plan, {@code file} its key
     * @param parallelism how many pods at a time
     * @param work what all shards come to
     */
    public record Shards(String plan, String file, int parallelism, ShardedWork work) {}

    /** Of a sharded Job: what {@link ShardedWork} was reckoned from, so that whoever looks at the Job needn't read the plan. */
    private static final String PLANNED_ITEMS = "sealift.dev/planned-items";

    private static final String PLANNED_BYTES = "sealift.dev/planned-bytes";

    private static final String CA_DIRECTORY = "/etc/sealift/ca";
    private static final String STATE_DIRECTORY = "/var/lib/sealift";
    private static final String PLAN_DIRECTORY = "/etc/sealift/shards";
    private static final long USER = 65532L;

    /** A file of settings, and a log that its writer turns over. */
    private static final Quantity SHARED_SIZE = new Quantity("64Mi");

    /** How often a pod may be lost, killed or evicted before the Job, or the shard, gives up. */
    private static final int LOST_PODS = 6;

    /** One bad shard doesn't stop the others; when so many are bad, the rest would be too. */
    private static final int MOST_FAILED_SHARDS = 8;

    /** The Job, ready to be created. */
    public Job build(WorkerPod pod) {
        Job job = new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .withOwnerReferences(owner)
                .endMetadata()
                .withNewSpec()
                .withPodFailurePolicy(failurePolicy(shards.isPresent() ? "FailIndex" : "FailJob"))
                // Never two pods at once on one volume, or one shard: the next waits until the former is gone.
                .withPodReplacementPolicy("Failed")
                .withTtlSecondsAfterFinished(keepFinishedSeconds)
                .withTemplate(template(pod))
                .endSpec()
                .build();
        shards.ifPresentOrElse(
                divided -> divide(job, divided), () -> job.getSpec().setBackoffLimit(LOST_PODS));
        return job;
    }

    private static void divide(Job job, Shards divided) {
        job.getMetadata()
                .setAnnotations(new TreeMap<>(Map.of(
                        PLANNED_ITEMS, Long.toString(divided.work().items()),
                        PLANNED_BYTES, Long.toString(divided.work().bytes()))));
        JobSpec spec = job.getSpec();
        spec.setCompletionMode("Indexed");
        spec.setCompletions(divided.work().shards());
        spec.setParallelism(Math.min(divided.parallelism(), divided.work().shards()));
        spec.setBackoffLimitPerIndex(LOST_PODS);
        spec.setMaxFailedIndexes(Math.min(MOST_FAILED_SHARDS, divided.work().shards()));
    }

    /** What a Job's shards come to; empty if it has none. */
    public static Optional<ShardedWork> shardsOf(Job job) {
        if (!"Indexed".equals(job.getSpec().getCompletionMode())) {
            return Optional.empty();
        }
        Map<String, String> annotations = job.getMetadata().getAnnotations();
        return Optional.of(new ShardedWork(
                job.getSpec().getCompletions(),
                Long.parseLong(annotations.getOrDefault(PLANNED_ITEMS, "0")),
                Long.parseLong(annotations.getOrDefault(PLANNED_BYTES, "0"))));
    }

    /** A worker that has reported a failure for good: another pod would report the same. */
    private static PodFailurePolicy failurePolicy(String reported) {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction(reported)
                .withNewOnExitCodes()
                .withContainerName("worker")
                .withOperator("In")
                .withValues(WorkerContract.EXIT_FAILED)
                .endOnExitCodes()
                .endRule()
                .addNewRule()
                .withAction("Ignore")
                .addNewOnPodCondition()
                .withType("DisruptionTarget")
                .withStatus("True")
                .endOnPodCondition()
                .endRule()
                .build();
    }

    private PodTemplateSpec template(WorkerPod pod) {
        return new PodTemplateSpecBuilder()
                .withNewMetadata()
                .withLabels(labels)
                .endMetadata()
                .withNewSpec()
                .withRestartPolicy("Never")
                .withServiceAccountName(serviceAccountName().orElse(null))
                .withAutomountServiceAccountToken(false)
                .withEnableServiceLinks(false)
                .withTerminationGracePeriodSeconds(30L)
                .withNewSecurityContext()
                .withRunAsNonRoot(true)
                .withRunAsUser(USER)
                .withRunAsGroup(USER)
                .withFsGroup(USER)
                .withFsGroupChangePolicy("OnRootMismatch")
                .withNewSeccompProfile()
                .withType("RuntimeDefault")
                .endSeccompProfile()
                .endSecurityContext()
                .withInitContainers(beforehand(pod))
                .withContainers(container(pod))
                .withVolumes(volumes())
                .endSpec()
                .build();
    }

    /** A companion is prepared, then started, before the worker that stands beside it; it ends with the worker. */
    private List<Container> beforehand(WorkerPod pod) {
        return companion
                .map(beside -> List.of(preparing(pod, beside), companion(pod, beside)))
                .orElse(List.of());
    }

    private Container container(WorkerPod pod) {
        return new ContainerBuilder(worker("worker", pod, command))
                .addNewPort()
                .withName("status")
                .withContainerPort(WorkerContract.STATUS_PORT)
                .endPort()
                .build();
    }

    /** Nobody asks who has prepared something, so it doesn't wait to be asked. */
    private Container preparing(WorkerPod pod, Companion beside) {
        return new ContainerBuilder(worker("prepare", pod, beside.prepare()))
                .addToEnv(value(WorkerContract.LINGER_VARIABLE, "PT0S"))
                .build();
    }

    private Container worker(String containerName, WorkerPod pod, String does) {
        return new ContainerBuilder()
                .withName(containerName)
                .withImage(pod.image())
                .withImagePullPolicy(pod.pullPolicy())
                .withArgs(does)
                .withEnv(environment())
                .withNewResources()
                .withRequests(pod.requests())
                .withLimits(pod.limits())
                .endResources()
                .withSecurityContext(restricted())
                .withVolumeMounts(mounts())
                .build();
    }

    /** It has its file, its state and a place for what is temporary; no order, no secret in its environment. */
    private Container companion(WorkerPod pod, Companion beside) {
        List<VolumeMount> mounts = new ArrayList<>(List.of(mount("tmp", "/tmp", false), shared()));
        state.ifPresent(_ -> mounts.add(mount("state", STATE_DIRECTORY, false)));
        return new ContainerBuilder()
                .withName(beside.name())
                .withImage(beside.image())
                .withImagePullPolicy(pod.pullPolicy())
                .withCommand(beside.command())
                .withRestartPolicy("Always")
                .withWorkingDir(state.isPresent() ? STATE_DIRECTORY : "/tmp")
                .withNewLifecycle()
                .withNewPreStop()
                .withNewExec()
                .withCommand("/bin/sh", "-c", "kill -INT 1")
                .endExec()
                .endPreStop()
                .endLifecycle()
                .withNewResources()
                .withRequests(beside.requests())
                .withLimits(beside.limits())
                .endResources()
                .withSecurityContext(restricted())
                .withVolumeMounts(mounts)
                .build();
    }

    private static VolumeMount shared() {
        return mount("shared", Companion.SHARED_DIRECTORY, false);
    }

    private static SecurityContext restricted() {
        return new SecurityContextBuilder()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .build();
    }

    private List<EnvVar> environment() {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(value(WorkerContract.ORDER_VARIABLE, order));
        if (!caBundles().isEmpty()) {
            environment.add(value(WorkerContract.CA_BUNDLE_VARIABLE, CA_DIRECTORY));
        }
        state.ifPresent(_ -> environment.add(value(WorkerContract.STATE_DIRECTORY_VARIABLE, STATE_DIRECTORY)));
        shards.ifPresent(
                divided -> environment.add(value(WorkerContract.PLAN_VARIABLE, PLAN_DIRECTORY + "/" + divided.file())));
        companion.ifPresent(_ -> {
            environment.add(value(WorkerContract.SHARED_DIRECTORY_VARIABLE, Companion.SHARED_DIRECTORY));
            environment.add(value(WorkerContract.DATA_DIRECTORY_VARIABLE, STATE_DIRECTORY));
        });
        access.forEach(one -> environment.addAll(one.environment()));
        return environment;
    }

    private List<Volume> volumes() {
        List<Volume> volumes = new ArrayList<>();
        volumes.add(new VolumeBuilder()
                .withName("tmp")
                .withNewEmptyDir()
                .endEmptyDir()
                .build());
        state.ifPresent(kept -> volumes.add(volume(kept)));
        companion.ifPresent(_ -> volumes.add(new VolumeBuilder()
                .withName("shared")
                .withNewEmptyDir()
                .withMedium("Memory")
                .withSizeLimit(SHARED_SIZE)
                .endEmptyDir()
                .build()));
        shards.ifPresent(divided -> volumes.add(new VolumeBuilder()
                .withName("plan")
                .withNewConfigMap()
                .withName(divided.plan())
                .endConfigMap()
                .build()));
        if (!caBundles().isEmpty()) {
            volumes.add(new VolumeBuilder()
                    .withName("ca")
                    .withNewProjected()
                    .withSources(caSources())
                    .endProjected()
                    .build());
        }
        access.forEach(one -> volumes.addAll(one.volumes()));
        return volumes;
    }

    private static Volume volume(State kept) {
        return switch (kept) {
            case State.Claim(String claim) ->
                new VolumeBuilder()
                        .withName("state")
                        .withNewPersistentVolumeClaim(claim, false)
                        .build();
            case State.Ephemeral(Quantity most) ->
                new VolumeBuilder()
                        .withName("state")
                        .withNewEmptyDir()
                        .withSizeLimit(most)
                        .endEmptyDir()
                        .build();
        };
    }

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount("tmp", "/tmp", false));
        state.ifPresent(_ -> mounts.add(mount("state", STATE_DIRECTORY, false)));
        companion.ifPresent(_ -> mounts.add(shared()));
        shards.ifPresent(_ -> mounts.add(mount("plan", PLAN_DIRECTORY, true)));
        if (!caBundles().isEmpty()) {
            mounts.add(mount("ca", CA_DIRECTORY, true));
        }
        access.forEach(one -> mounts.addAll(one.mounts()));
        return mounts;
    }

    private List<PodAccess.CaBundle> caBundles() {
        return access.stream()
                .map(PodAccess::caBundle)
                .flatMap(Optional::stream)
                .distinct()
                .toList();
    }

    private List<VolumeProjection> caSources() {
        return caBundles().stream()
                .map(bundle -> new VolumeProjectionBuilder()
                        .withNewConfigMap()
                        .withName(bundle.configMap())
                        .addNewItem()
                        .withKey(bundle.key())
                        .withPath("%s.%s.pem".formatted(bundle.configMap(), bundle.key()))
                        .endItem()
                        .endConfigMap()
                        .build())
                .toList();
    }

    private Optional<String> serviceAccountName() {
        return access.stream()
                .map(PodAccess::serviceAccountName)
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static EnvVar value(String name, String value) {
        return new EnvVarBuilder().withName(name).withValue(value).build();
    }

    private static VolumeMount mount(String name, String path, boolean readOnly) {
        return new VolumeMountBuilder()
                .withName(name)
                .withMountPath(path)
                .withReadOnly(readOnly)
                .build();
    }
}
