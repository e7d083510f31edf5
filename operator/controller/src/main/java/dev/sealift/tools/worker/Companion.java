package dev.sealift.tools.worker;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * A program of others that runs in a worker's pod: the worker prepares it by a command of its own, then stands beside it and tells how
 * far it is. It is restarted when it ends, as long as the worker works, and gets SIGINT when the pod ends.
 *
 * @param name what it is called in the pod
 * @param image where it is
 * @param command what to start
 * @param prepare the worker's command that writes what it needs into the shared directory
 * @param requests resources to reserve for it
 * @param limits resources that it may not exceed
 */
public record Companion(
        String name,
        String image,
        List<String> command,
        String prepare,
        Map<String, Quantity> requests,
        Map<String, Quantity> limits) {

    /** Where worker and companion share files; in memory, for there may be secrets among them. */
    public static final String SHARED_DIRECTORY = "/run/sealift/shared";

    /** Keeps its own copy. */
    public Companion {
        command = List.copyOf(command);
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }
}
