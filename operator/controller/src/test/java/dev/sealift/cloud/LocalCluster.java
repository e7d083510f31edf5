package dev.sealift.cloud;

import dev.sealift.cloud.LocalServer.Reply;
import dev.sealift.cloud.LocalServer.Request;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** So much of an API server as connections ask: objects by name, and tokens. */
public final class LocalCluster implements AutoCloseable {

    /** Who the tokens say has minted them. */
    public static final String ISSUER = "https://oidc.example.org/cluster";

    private final LocalServer server = LocalServer.http();
    private final KubernetesClient client;
    private final Map<String, Reply> objects = new ConcurrentHashMap<>();
    private final AtomicInteger version = new AtomicInteger();

    public LocalCluster() {
        Config config = new ConfigBuilder(Config.empty())
                .withMasterUrl(server.address().toString())
                .withRequestRetryBackoffLimit(0)
                .build();
        client = new KubernetesClientBuilder().withConfig(config).build();
        server.answers(this::answer);
    }

    public KubernetesClient client() {
        return client;
    }

    /** What it was asked, oldest first. */
    public List<Request> requests() {
        return server.requests();
    }

    public LocalCluster secret(String namespace, String name, Map<String, String> values) {
        return put(
                "/api/v1/namespaces/" + namespace + "/secrets/" + name,
                new SecretBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withResourceVersion(nextVersion())
                        .endMetadata()
                        .withData(values.entrySet().stream()
                                .collect(java.util.stream.Collectors.toMap(
                                        Map.Entry::getKey, entry -> base64(entry.getValue()))))
                        .build());
    }

    public LocalCluster configMap(String namespace, String name, Map<String, String> values) {
        return put(
                "/api/v1/namespaces/" + namespace + "/configmaps/" + name,
                new ConfigMapBuilder()
                        .withNewMetadata()
                        .withNamespace(namespace)
                        .withName(name)
                        .withResourceVersion(nextVersion())
                        .endMetadata()
                        .withData(values)
                        .build());
    }

    public LocalCluster serviceAccount(String namespace, String name) {
        objects.put(tokenPath(namespace, name), Reply.json(tokenRequest(token(namespace, name))));
        return this;
    }

    public LocalCluster connection(HasMetadata connection) {
        return put(
                "/apis/sealift.dev/v1alpha1/namespaces/"
                        + connection.getMetadata().getNamespace() + "/" + connection.getPlural() + "/"
                        + connection.getMetadata().getName(),
                connection);
    }

    /** The API server refuses that path with that status. */
    public LocalCluster refuses(String path, int status) {
        objects.put(path, Reply.of(status, status(status)));
        return this;
    }

    /** The API server answers that path so, whatever the query. */
    public LocalCluster answers(String path, Object object) {
        return put(path, object);
    }

    /** The same, with a text. */
    public LocalCluster text(String path, String text) {
        objects.put(path, Reply.of(200, text));
        return this;
    }

    public static String tokenPath(String namespace, String serviceAccount) {
        return "/api/v1/namespaces/" + namespace + "/serviceaccounts/" + serviceAccount + "/token";
    }

    /** What is minted for the account: a token of that shape. */
    public static String token(String namespace, String serviceAccount) {
        String claims = "{\"iss\":\"" + ISSUER + "\",\"sub\":\"system:serviceaccount:" + namespace + ":"
                + serviceAccount + "\"}";
        return url64("{\"alg\":\"RS256\"}") + "." + url64(claims) + "." + url64("signature");
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }

    private LocalCluster put(String path, Object object) {
        objects.put(path, Reply.json(Serialization.asJson(object)));
        return this;
    }

    private Reply answer(Request request) {
        Reply known = objects.get(request.path());
        return known == null ? Reply.of(404, status(404)).with("Content-Type", "application/json") : known;
    }

    private String nextVersion() {
        return String.valueOf(version.incrementAndGet());
    }

    private static String status(int code) {
        return "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"code\":" + code + "}";
    }

    private static String tokenRequest(String token) {
        return "{\"kind\":\"TokenRequest\",\"apiVersion\":\"authentication.k8s.io/v1\",\"status\":{\"token\":\"" + token
                + "\",\"expirationTimestamp\":\"2026-11-01T00:10:00Z\"}}";
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String url64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
