package dev.sealift.tools.redisshake;

import dev.sealift.tools.worker.Companion;
import io.fabric8.kubernetes.api.model.Quantity;
import java.util.List;
import java.util.Map;

/**
 * The program that moves a Redis, as the operator is configured to run it. Its file is written in the pod by the worker, so that no
 * password is ever copied into another Secret.
 *
 * @param image where it is
 * @param requests resources to reserve for it
 * @param limits resources that it may not exceed
 */
public record RedisShake(String image, Map<String, Quantity> requests, Map<String, Quantity> limits) {

    /** Where it serves its status, in the pod. */
    public static final int STATUS_PORT = 8643;

    /** Keeps its own copy. */
    public RedisShake {
        requests = Map.copyOf(requests);
        limits = Map.copyOf(limits);
    }

    /** It, beside a worker. */
    public Companion companion() {
        return new Companion(
                "redis-shake",
                image,
                List.of("/app/redis-shake", Companion.SHARED_DIRECTORY + "/shake.toml"),
                "redis-config",
                requests,
                limits);
    }
}
