package dev.sealift.tools.worker;

import io.fabric8.kubernetes.api.model.Quantity;
import java.util.Map;

/**
 * What every worker pod shares, from the operator's configuration.
 *
 * @param image the worker's image
 * @param pullPolicy when to pull it
 * @param requests resources to reserve
 * @param limits resources not to exceed
 */
public record WorkerPod(
        String image, String pullPolicy, Map<String, Quantity> requests, Map<String, Quantity> limits) {}
