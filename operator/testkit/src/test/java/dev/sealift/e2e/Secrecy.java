package dev.sealift.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AzureConnection;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.stream.Stream;

/** That nothing which people may read holds what lets somebody into a cloud. */
public final class Secrecy {

    /** The secret part of a signed URL, a token of the cluster or of Entra, and a session of the lab's STS. */
    private static final String TOKEN = "X-Amz-Signature=|eyJ[A-Za-z0-9_-]{20,}\\.eyJ|FQoGZXIvYXdz";

    private Secrecy() {}

    /** In the team's resources, events, reports, pods and logs, and in the operator's logs. */
    public static void assertKept(Tenant tenant) {
        KubernetesClient kubernetes = tenant.lab().kubernetes();
        Stream.of(
                        kubernetes.resources(BucketMigration.class),
                        kubernetes.resources(CacheMigration.class),
                        kubernetes.resources(AwsConnection.class),
                        kubernetes.resources(AzureConnection.class),
                        kubernetes.v1().events(),
                        kubernetes.configMaps(),
                        kubernetes.batch().v1().jobs())
                .flatMap(kind -> kind.inNamespace(tenant.namespace()).list().getItems().stream())
                .forEach(resource -> assertFree(kubernetes, resource));
        for (String namespace : List.of(tenant.namespace(), Lab.OPERATOR)) {
            for (Pod pod : kubernetes.pods().inNamespace(namespace).list().getItems()) {
                assertFree(kubernetes, pod);
                containers(pod)
                        .forEach(container -> assertFree(
                                "log of %s in %s"
                                        .formatted(container, pod.getMetadata().getName()),
                                log(kubernetes, pod, container)));
            }
        }
    }

    private static Stream<String> containers(Pod pod) {
        return Stream.concat(pod.getSpec().getInitContainers().stream(), pod.getSpec().getContainers().stream())
                .map(Container::getName);
    }

    /** Pods come and go meanwhile: what has not begun, or is gone, has no log. */
    private static String log(KubernetesClient kubernetes, Pod pod, String container) {
        try {
            return String.valueOf(
                    kubernetes.pods().resource(pod).inContainer(container).getLog());
        } catch (KubernetesClientException e) {
            assertThat(e.getCode()).as(e.getMessage()).isIn(400, 404);
            return "";
        }
    }

    private static void assertFree(KubernetesClient kubernetes, HasMetadata resource) {
        assertFree(
                resource.getKind() + " " + resource.getMetadata().getName(),
                kubernetes.getKubernetesSerialization().asYaml(resource));
    }

    /** The text itself is not shown: it would be the leak. */
    private static void assertFree(String where, String text) {
        Lab.secrets()
                .forEach((what, secret) -> assertThat(text.contains(secret))
                        .as("%s in %s", what, where)
                        .isFalse());
        assertThat(text.lines()
                        .filter(line -> line.matches(".*(" + TOKEN + ").*"))
                        .count())
                .as("lines with a token in %s", where)
                .isZero();
    }
}
