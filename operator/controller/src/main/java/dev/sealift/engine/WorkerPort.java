package dev.sealift.engine;

import dev.sealift.api.worker.WorkerContract;
import dev.sealift.api.worker.WorkerStatus;
import dev.sealift.tools.worker.WorkerJson;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A worker's status port, through the API server. */
final class WorkerPort {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerPort.class);

    private final KubernetesClient client;

    WorkerPort(KubernetesClient client) {
        this.client = client;
    }

    /** What the worker says; empty if it doesn't answer yet, or no more. */
    Optional<WorkerStatus> status(Pod pod) {
        try {
            return Optional.ofNullable(client.raw(proxied(pod, WorkerContract.STATUS_PATH)))
                    .flatMap(WorkerJson::status);
        } catch (KubernetesClientException e) {
            return Optional.empty();
        }
    }

    /** The worker's report; throws if it can't be read just now. */
    Optional<String> report(Pod pod) {
        return Optional.ofNullable(client.raw(proxied(pod, WorkerContract.REPORT_PATH)));
    }

    /** Lets a worker go that lingers to be read. Best effort: it goes by itself in the end. */
    void letGo(Pod pod) {
        try {
            client.raw(proxied(pod, WorkerContract.COLLECTED_PATH), "POST", Map.of());
        } catch (KubernetesClientException e) {
            LOG.debug("worker {} was not told that it may go", pod.getMetadata().getName(), e);
        }
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
