package dev.sealift.engine;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.IndexerResourceCache;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Workers' Jobs and their pods, as the framework's informers hold them. They are a moment behind the API server, and apart: a Job may
 * be known to have ended before the last words of its pod are. Asks nobody. Thread-safe.
 */
public final class KnownWork {

    /** By which a Job's pods are found. */
    private static final String BY_JOB = "by-job";

    private static final String JOB_LABEL = "batch.kubernetes.io/job-name";

    private record Caches(IndexerResourceCache<Job> jobs, IndexerResourceCache<Pod> pods) {

        Optional<Known> find(String namespace, String name) {
            return jobs.get(new ResourceID(name, namespace))
                    .map(job -> new Known(job, pods.byIndex(BY_JOB, namespace + "/" + name)));
        }
    }

    /** A Job and its pods. */
    record Known(Job job, List<Pod> pods) {}

    private final List<Caches> kinds = new CopyOnWriteArrayList<>();

    /** A kind's Jobs and pods are in these caches, which have not been started yet. */
    void join(IndexerResourceCache<Job> jobs, IndexerResourceCache<Pod> pods) {
        pods.addIndexers(Map.of(BY_JOB, KnownWork::byJob));
        kinds.add(new Caches(jobs, pods));
    }

    /** A Job that was seen. */
    Optional<Known> find(String namespace, String name) {
        return kinds.stream()
                .map(caches -> caches.find(namespace, name))
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Whom a pod works for: the owner of its Job, if that was seen. */
    Stream<ResourceID> ownerOf(Pod pod) {
        String namespace = pod.getMetadata().getNamespace();
        return jobOf(pod)
                .flatMap(job -> find(namespace, job))
                .flatMap(known -> known.job().getMetadata().getOwnerReferences().stream()
                        .filter(owner -> Boolean.TRUE.equals(owner.getController()))
                        .map(OwnerReference::getName)
                        .findFirst())
                .map(owner -> new ResourceID(owner, namespace))
                .stream();
    }

    private static List<String> byJob(Pod pod) {
        return jobOf(pod).map(job -> pod.getMetadata().getNamespace() + "/" + job).stream()
                .toList();
    }

    private static Optional<String> jobOf(Pod pod) {
        return Optional.ofNullable(pod.getMetadata().getLabels()).map(labels -> labels.get(JOB_LABEL));
    }
}
