package dev.sealift.tools.worker;

import dev.sealift.api.worker.WorkerContract;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerBuilder;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.EnvVarBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpecBuilder;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.fabric8.kubernetes.api.model.VolumeProjection;
import io.fabric8.kubernetes.api.model.VolumeProjectionBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobBuilder;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicy;
import io.fabric8.kubernetes.api.model.batch.v1.PodFailurePolicyBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The Job of one operation. Its pod is restricted: not root, read-only root, no privilege, no token of this cluster's API.
 *
 * @param command the worker's command: {@code survey}, {@code copy}, {@code verify}
 * @param order the order as JSON, without secrets
 * @param access what lets the pod into each cloud
 * @param stateClaim the volume claim that outlives the pod, for commands that keep state
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
        Optional<String> stateClaim,
        int keepFinishedSeconds) {

    private static final String CA_DIRECTORY = "/etc/sealift/ca";
    private static final String STATE_DIRECTORY = "/var/lib/sealift";
    private static final long USER = 65532L;

    /** The worker ends with it when it has reported a failure: another pod would report the same. */
    private static final int REPORTED_FAILURE = 1;

    /** How often a pod may be lost, killed or evicted before the Job gives up. */
    private static final int LOST_PODS = 6;

    /** The Job, ready to be created. */
    public Job build(WorkerPod pod) {
        return new JobBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(labels)
                .withOwnerReferences(owner)
                .endMetadata()
                .withNewSpec()
                .withBackoffLimit(LOST_PODS)
                .withPodFailurePolicy(failurePolicy())
                // Never two pods at once on one volume: the next waits until the former is gone.
                .withPodReplacementPolicy("Failed")
                .withTtlSecondsAfterFinished(keepFinishedSeconds)
                .withTemplate(template(pod))
                .endSpec()
                .build();
    }

    private static PodFailurePolicy failurePolicy() {
        return new PodFailurePolicyBuilder()
                .addNewRule()
                .withAction("FailJob")
                .withNewOnExitCodes()
                .withContainerName("worker")
                .withOperator("In")
                .withValues(REPORTED_FAILURE)
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
                .withContainers(container(pod))
                .withVolumes(volumes())
                .endSpec()
                .build();
    }

    private Container container(WorkerPod pod) {
        return new ContainerBuilder()
                .withName("worker")
                .withImage(pod.image())
                .withImagePullPolicy(pod.pullPolicy())
                .withArgs(command)
                .withEnv(environment())
                .addNewPort()
                .withName("status")
                .withContainerPort(WorkerContract.STATUS_PORT)
                .endPort()
                .withNewResources()
                .withRequests(pod.requests())
                .withLimits(pod.limits())
                .endResources()
                .withNewSecurityContext()
                .withAllowPrivilegeEscalation(false)
                .withReadOnlyRootFilesystem(true)
                .withNewCapabilities()
                .withDrop("ALL")
                .endCapabilities()
                .endSecurityContext()
                .withVolumeMounts(mounts())
                .build();
    }

    private List<EnvVar> environment() {
        List<EnvVar> environment = new ArrayList<>();
        environment.add(value(WorkerContract.ORDER_VARIABLE, order));
        if (!caBundles().isEmpty()) {
            environment.add(value(WorkerContract.CA_BUNDLE_VARIABLE, CA_DIRECTORY));
        }
        stateClaim.ifPresent(_ -> environment.add(value(WorkerContract.STATE_DIRECTORY_VARIABLE, STATE_DIRECTORY)));
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
        stateClaim.ifPresent(claim -> volumes.add(new VolumeBuilder()
                .withName("state")
                .withNewPersistentVolumeClaim(claim, false)
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

    private List<VolumeMount> mounts() {
        List<VolumeMount> mounts = new ArrayList<>();
        mounts.add(mount("tmp", "/tmp", false));
        stateClaim.ifPresent(_ -> mounts.add(mount("state", STATE_DIRECTORY, false)));
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
