package dev.sealift.engine;

import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.tools.worker.WorkerJson;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.batch.v1.JobStatus;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a worker's Job and its pods show without being asked. */
final class WorkerPods {

    private WorkerPods() {}

    static boolean isFinished(Job job) {
        return job.getStatus() != null
                && job.getStatus().getConditions().stream()
                        .anyMatch(condition -> "True".equals(condition.getStatus())
                                && List.of("Complete", "Failed").contains(condition.getType()));
    }

    /** Whether any of its pods has: what they have left then matters. */
    static boolean hasEnded(Job job) {
        JobStatus status = job.getStatus();
        return status != null
                && (isFinished(job) || isPositive(status.getSucceeded()) || isPositive(status.getFailed()));
    }

    private static boolean isPositive(@Nullable Integer count) {
        return count != null && count > 0;
    }

    /** What a pod has left as its termination message, if it has ended and said something. */
    static Stream<WorkOutcome> lastWords(Pod pod) {
        return terminations(pod)
                .map(ContainerStateTerminated::getMessage)
                .filter(Objects::nonNull)
                .map(WorkerJson::outcome)
                .flatMap(java.util.Optional::stream);
    }

    /** How the worker has ended, or, if it never began, what came before it. */
    static Stream<ContainerStateTerminated> terminations(Pod pod) {
        return Stream.concat(ended(statuses(pod)), ended(beforehand(pod)).filter(state -> state.getExitCode() != 0));
    }

    private static Stream<ContainerStateTerminated> ended(Stream<ContainerStatus> statuses) {
        return statuses.map(status -> status.getState().getTerminated()).filter(Objects::nonNull);
    }

    /** Of all containers, in the order in which they start. */
    static Stream<ContainerStatus> allStatuses(Pod pod) {
        return Stream.concat(beforehand(pod), statuses(pod));
    }

    private static Stream<ContainerStatus> beforehand(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getInitContainerStatuses() == null
                ? Stream.empty()
                : pod.getStatus().getInitContainerStatuses().stream();
    }

    private static Stream<ContainerStatus> statuses(Pod pod) {
        return pod.getStatus() == null || pod.getStatus().getContainerStatuses() == null
                ? Stream.empty()
                : pod.getStatus().getContainerStatuses().stream();
    }

    static boolean isRunning(Pod pod) {
        return "Running".equals(phase(pod));
    }

    static @Nullable String phase(Pod pod) {
        return pod.getStatus() == null ? null : pod.getStatus().getPhase();
    }
}
