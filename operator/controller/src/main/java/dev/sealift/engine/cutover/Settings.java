package dev.sealift.engine.cutover;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads and writes settings of one namespace, each by a patch of nothing but itself. */
final class Settings {

    private static final String FIELD_MANAGER = "sealift-cutover";

    private final KubernetesClient client;
    private final String namespace;

    Settings(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    /** What a setting says. */
    sealed interface Reading {

        /** @param value null if it says nothing */
        record Says(@Nullable String value) implements Reading {

            /** Without the value, which may be a secret. */
            @Override
            public String toString() {
                return value == null ? "nothing" : "something";
            }
        }

        /** There is no place for it. */
        record NoPlace(String message) implements Reading {}
    }

    Reading read(Setting setting) {
        return switch (setting) {
            case Setting.ConfigMapKey(String name, String key) ->
                Optional.ofNullable(configMap(name).get())
                        .<Reading>map(found -> new Reading.Says(value(found.getData(), key)))
                        .orElseGet(() -> noPlace(setting));
            case Setting.SecretKey(String name, String key) ->
                Optional.ofNullable(secret(name).get())
                        .<Reading>map(found -> new Reading.Says(decoded(value(found.getData(), key))))
                        .orElseGet(() -> noPlace(setting));
            case Setting.ExternalName(String name) ->
                Optional.ofNullable(service(name).get())
                        .map(Settings::externalName)
                        .orElseGet(() -> noPlace(setting));
        };
    }

    private static Reading externalName(Service found) {
        return "ExternalName".equals(found.getSpec().getType())
                ? new Reading.Says(found.getSpec().getExternalName())
                : new Reading.NoPlace("Service %s is of type %s, not ExternalName"
                        .formatted(
                                found.getMetadata().getName(), found.getSpec().getType()));
    }

    private static Reading noPlace(Setting setting) {
        return new Reading.NoPlace(setting.text() + " does not exist");
    }

    /** Writes it; with {@code rehearsed} the API server only says whether it would let us. */
    void write(Setting setting, @Nullable String value, boolean rehearsed) {
        switch (setting) {
            case Setting.ConfigMapKey(String name, String key) ->
                patch(configMap(name), Map.of("data", entry(key, value)), rehearsed);
            case Setting.SecretKey(String name, String key) ->
                patch(secret(name), Map.of("data", entry(key, encoded(value))), rehearsed);
            case Setting.ExternalName(String name) ->
                patch(service(name), Map.of("spec", entry("externalName", value)), rehearsed);
        }
    }

    private <T extends HasMetadata> void patch(Resource<T> resource, Map<String, ?> change, boolean rehearsed) {
        resource.patch(context(rehearsed), client.getKubernetesSerialization().asJson(change));
    }

    static PatchContext context(boolean rehearsed) {
        PatchContext.Builder context =
                new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).withFieldManager(FIELD_MANAGER);
        return (rehearsed ? context.withDryRun(List.of("All")) : context).build();
    }

    /** A null removes the key, as a JSON merge patch has it. */
    private static Map<String, @Nullable String> entry(String key, @Nullable String value) {
        Map<String, @Nullable String> entry = new HashMap<>();
        entry.put(key, value);
        return entry;
    }

    private static @Nullable String value(@Nullable Map<String, String> data, String key) {
        return data == null ? null : data.get(key);
    }

    private static @Nullable String decoded(@Nullable String base64) {
        return base64 == null ? null : new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
    }

    private static @Nullable String encoded(@Nullable String text) {
        return text == null ? null : Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Resource<ConfigMap> configMap(String name) {
        return client.configMaps().inNamespace(namespace).withName(name);
    }

    private Resource<Secret> secret(String name) {
        return client.secrets().inNamespace(namespace).withName(name);
    }

    private Resource<Service> service(String name) {
        return client.services().inNamespace(namespace).withName(name);
    }
}
