package dev.sealift.cloud;

import dev.sealift.api.Reason;
import dev.sealift.api.connection.CaBundleReference;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads connections, which are watched, and what they refer to: each time afresh, for the operator may get the Secrets it is told
 * of, and neither list nor watch any, so there is no cache to be told of a change.
 */
public final class References {

    private final KubernetesClient kubernetes;
    private final KnownConnections connections;

    /** Reads with this client what isn't known. */
    public References(KubernetesClient kubernetes, KnownConnections connections) {
        this.kubernetes = kubernetes;
        this.connections = connections;
    }

    /**
     * The connection of that name.
     *
     * @throws Refusal if there is none
     */
    public <C extends HasMetadata> C connection(Class<C> kind, String namespace, String name) {
        String where = kind.getSimpleName() + " " + namespace + "/" + name;
        C found = asked(where, () -> connections.find(kind, namespace, name).orElse(null));
        if (found == null) {
            throw missing(Reason.ConnectionNotFound, where, "create it, or correct connectionRef");
        }
        return found;
    }

    /**
     * A Secret with all the required keys, and those of the optional ones that it has.
     *
     * @throws Refusal if it is missing, lacks a key, or a value is blank or begins or ends with white space
     */
    public Referenced secret(String namespace, String name, List<String> required, List<String> optional) {
        String where = "Secret " + namespace + "/" + name;
        Secret secret = asked(
                where,
                () -> kubernetes.secrets().inNamespace(namespace).withName(name).get());
        if (secret == null) {
            throw missing(Reason.ReferenceNotFound, where, "create it with the keys " + String.join(", ", required));
        }
        Map<String, String> values = new HashMap<>();
        required.forEach(key -> values.put(key, required(where, key, decoded(secret, key))));
        optional.forEach(key -> decoded(secret, key).ifPresent(value -> values.put(key, value)));
        values.forEach((key, value) -> refuseSpace(where, key, value));
        return new Referenced(where, values, secret.getMetadata().getResourceVersion());
    }

    /**
     * The bundle's text.
     *
     * @throws Refusal if the ConfigMap or its key is missing
     */
    public Optional<Referenced> caBundle(String namespace, @Nullable CaBundleReference reference) {
        return Optional.ofNullable(reference).map(given -> caBundle(namespace, given.name(), given.key()));
    }

    private Referenced caBundle(String namespace, String name, String key) {
        String where = "ConfigMap " + namespace + "/" + name;
        ConfigMap map = asked(
                where,
                () -> kubernetes
                        .configMaps()
                        .inNamespace(namespace)
                        .withName(name)
                        .get());
        if (map == null) {
            throw missing(
                    Reason.ReferenceNotFound, where, "create it with certificate authorities in PEM under " + key);
        }
        Map<String, String> data = Objects.requireNonNullElse(map.getData(), Map.of());
        String pem = required(where, key, Optional.ofNullable(data.get(key)));
        return new Referenced(
                where + " key " + key, Map.of(key, pem), map.getMetadata().getResourceVersion());
    }

    private static Optional<String> decoded(Secret secret, String key) {
        return Optional.ofNullable(secret.getData())
                .map(data -> data.get(key))
                .map(value -> new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8))
                .filter(value -> !value.isEmpty());
    }

    private static String required(String where, String key, Optional<String> value) {
        return value.filter(text -> !text.isBlank())
                .orElseThrow(() -> missing(
                        Reason.ReferenceNotFound, where + " key " + key, "add the key " + key + " with its value"));
    }

    /** The most usual slip: a value written with a line's end. Pods would be handed it as it stands, so it is not stripped here. */
    private static void refuseSpace(String where, String key, String value) {
        if (!value.equals(value.strip())) {
            throw new Refusal(new CloudProblem(
                    Reason.ReferenceNotFound,
                    where + " key " + key + " begins or ends with white space",
                    "write it without a line's end, such as with kubectl create secret generic --from-literal",
                    false,
                    Optional.empty()));
        }
    }

    private static <T> @Nullable T asked(String where, Supplier<@Nullable T> question) {
        try {
            return question.get();
        } catch (KubernetesClientException refused) {
            throw new Refusal(apiServer(refused, "get " + where));
        }
    }

    private static Refusal missing(Reason reason, String where, String remedy) {
        return new Refusal(new CloudProblem(reason, where + " does not exist", remedy, false, Optional.empty()));
    }

    /** What it means that the API server, rather than a cloud, refused. */
    static CloudProblem apiServer(KubernetesClientException failure, String attempt) {
        return switch (failure.getCode()) {
            case 401, 403 ->
                new CloudProblem(
                        Reason.PermissionMissing,
                        "the operator may not " + attempt,
                        "grant it by the chart's values, or by a Role and RoleBinding of that namespace",
                        false,
                        Optional.empty());
            default ->
                new CloudProblem(
                        Reason.Unreachable,
                        "the API server did not " + attempt + ": " + Redaction.of(String.valueOf(failure.getMessage())),
                        "it is tried again by itself",
                        true,
                        Optional.empty());
        };
    }
}
