package dev.sealift.testkit.lab;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the lab's cluster is made of.
 *
 * @param name the container's name, and the node's
 * @param image the node's image: k3s, or one that keeps its contract
 * @param ports what is published of it
 * @param kubeconfig where the administrator's kubeconfig goes
 */
record LabSettings(String name, String image, List<LabPort> ports, Path kubeconfig) {

    static LabSettings from(Map<String, String> environment) {
        return new LabSettings(
                environment.getOrDefault("SEALIFT_LAB_NAME", "sealift-lab"),
                required(environment, "SEALIFT_LAB_NODE_IMAGE"),
                List.of(
                        new LabPort(6443, port(environment, "SEALIFT_LAB_PORT_API", 6443)),
                        new LabPort(30443, port(environment, "SEALIFT_LAB_PORT_S3", 30443)),
                        new LabPort(30444, port(environment, "SEALIFT_LAB_PORT_AZURE", 30444)),
                        new LabPort(30445, port(environment, "SEALIFT_LAB_PORT_AWS", 30445)),
                        new LabPort(30446, port(environment, "SEALIFT_LAB_PORT_ELASTICACHE", 30446)),
                        new LabPort(30447, port(environment, "SEALIFT_LAB_PORT_REDIS_OPEN", 30447)),
                        new LabPort(30448, port(environment, "SEALIFT_LAB_PORT_MANAGED_REDIS", 30448)),
                        new LabPort(30449, port(environment, "SEALIFT_LAB_PORT_ELASTICACHE_GRANTED", 30449))),
                Path.of(required(environment, "SEALIFT_LAB_KUBECONFIG")));
    }

    /** A cluster with another fingerprint is not the one that is wanted. {@code hack/lab/up} compares it too. */
    String fingerprint() {
        return Stream.concat(
                        Stream.of(image), ports.stream().map(LabPort::wanted).map(String::valueOf))
                .collect(Collectors.joining(" "));
    }

    private static String required(Map<String, String> environment, String name) {
        var value = environment.get(name);
        if (value == null) {
            throw new IllegalArgumentException(name + " is not set; hack/lab/up sets it");
        }
        return value;
    }

    private static int port(Map<String, String> environment, String name, int otherwise) {
        return Integer.parseInt(environment.getOrDefault(name, String.valueOf(otherwise)));
    }
}
