package dev.sealift.cloud;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Connections, as those know them who watch them anyway; one that they don't know is asked for. A migration looks at its connections
 * whenever it is looked at, which would be most of what the API server is asked.
 *
 * <p>What is known may be a moment old. Thread-safe.
 */
public final class KnownConnections {

    private final KubernetesClient kubernetes;
    private final Map<Class<?>, Watch<?>> watches = new ConcurrentHashMap<>();

    /** None known yet; asks with this client. */
    public KnownConnections(KubernetesClient kubernetes) {
        this.kubernetes = kubernetes;
    }

    /** Who watches a kind of connection. */
    @FunctionalInterface
    public interface Watch<C> {

        /** The connection, if it has been seen. Asks nobody. */
        Optional<C> seen(String namespace, String name);
    }

    /** Connections of this kind are watched so. */
    public <C extends HasMetadata> void join(Class<C> kind, Watch<C> watch) {
        watches.put(kind, watch);
    }

    /**
     * The connection of that name.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server had to be asked, and refused
     */
    public <C extends HasMetadata> Optional<C> find(Class<C> kind, String namespace, String name) {
        return seen(kind, namespace, name).or(() -> asked(kind, namespace, name));
    }

    private <C extends HasMetadata> Optional<C> seen(Class<C> kind, String namespace, String name) {
        return Optional.ofNullable(watches.get(kind))
                .flatMap(watch -> watch.seen(namespace, name))
                .map(kind::cast);
    }

    private <C extends HasMetadata> Optional<C> asked(Class<C> kind, String namespace, String name) {
        return Optional.ofNullable(
                kubernetes.resources(kind).inNamespace(namespace).withName(name).get());
    }
}
