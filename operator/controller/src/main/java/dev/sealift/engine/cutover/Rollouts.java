package dev.sealift.engine.cutover;

import dev.sealift.lifecycle.OperationKey;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.util.Map;
import java.util.Objects;

/**
 * Restarts workloads of one namespace, as {@code kubectl rollout restart} does, and tells how far they are. The annotation names the
 * operation, so that a workload is restarted once for each.
 */
final class Rollouts {

    private static final String RESTARTED_FOR = "sealift.dev/restarted-for";

    private final KubernetesClient client;
    private final String namespace;

    Rollouts(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** How far a restart is. */
    enum Progress {
        /** There is no such workload. */
        NoWorkload,
        /** It was not restarted for this operation. */
        NotBegun,
        /** Its pods are being replaced. */
        UnderWay,
        /** All its pods are new and available. */
        Done
    }

    Progress progress(Move.Restart restart, OperationKey key) {
        GenericKubernetesResource found = workload(restart).get();
        if (found == null) {
            return Progress.NoWorkload;
        }
        if (!key.value().equals(annotation(found))) {
            return Progress.NotBegun;
        }
        return isAvailable(restart, found) ? Progress.Done : Progress.UnderWay;
    }

    /** Restarts it; with {@code rehearsed} the API server only says whether it would let us. */
    void restart(Move.Restart restart, OperationKey key, boolean rehearsed) {
        Map<String, ?> change = Map.of(
                "spec",
                Map.of("template", Map.of("metadata", Map.of("annotations", Map.of(RESTARTED_FOR, key.value())))));
        workload(restart)
                .patch(
                        Settings.context(rehearsed),
                        client.getKubernetesSerialization().asJson(change));
    }

    private Resource<GenericKubernetesResource> workload(Move.Restart restart) {
        return client.genericKubernetesResources("apps/v1", restart.kind().name())
                .inNamespace(namespace)
                .withName(restart.name());
    }

    private static Object annotation(GenericKubernetesResource workload) {
        return Objects.requireNonNullElse(
                workload.get("spec", "template", "metadata", "annotations", RESTARTED_FOR), "");
    }

    /** The counts that {@code kubectl rollout status} waits for. */
    private static boolean isAvailable(Move.Restart restart, GenericKubernetesResource workload) {
        long generation = workload.getMetadata().getGeneration();
        if (number(workload, "status", "observedGeneration") < generation) {
            return false;
        }
        return switch (restart.kind()) {
            case Deployment -> {
                long wanted = number(workload, "spec", "replicas");
                yield number(workload, "status", "updatedReplicas") >= wanted
                        && number(workload, "status", "replicas") <= wanted
                        && number(workload, "status", "availableReplicas") >= wanted;
            }
            case StatefulSet -> {
                long wanted = number(workload, "spec", "replicas");
                yield number(workload, "status", "updatedReplicas") >= wanted
                        && number(workload, "status", "readyReplicas") >= wanted;
            }
            case DaemonSet -> {
                long wanted = number(workload, "status", "desiredNumberScheduled");
                yield number(workload, "status", "updatedNumberScheduled") >= wanted
                        && number(workload, "status", "numberAvailable") >= wanted;
            }
        };
    }

    private static long number(GenericKubernetesResource workload, String... path) {
        return workload.get((Object[]) path) instanceof Number number ? number.longValue() : 0;
    }
}
