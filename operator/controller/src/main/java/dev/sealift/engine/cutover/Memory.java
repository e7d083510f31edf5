package dev.sealift.engine.cutover;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.api.Migration;
import dev.sealift.api.Switch;
import dev.sealift.engine.Ownership;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What settings said before a cutover changed them, and so the way back. It is kept in a Secret that belongs to the migration, for
 * some of it may be secret, and written before the first setting is changed. Each cutover has its own and writes it once: what a
 * second attempt finds is already changed.
 */
final class Memory {

    private static final String KEY = "before.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final Migration migration;
    private final OperationKey cutover;

    /** @param cutover the key of the fence with which the cutover began */
    Memory(KubernetesClient client, Migration migration, OperationKey cutover) {
        this.client = client;
        this.migration = migration;
        this.cutover = cutover;
    }

    /** One remembered move, flat. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Remembered(
            String kind,
            String name,
            @Nullable String key,
            @Nullable String was) {

        static Remembered of(Move move, @Nullable String was) {
            return switch (move) {
                case Move.Change(Setting.ConfigMapKey(String name, String key), var _) ->
                    new Remembered("ConfigMap", name, key, was);
                case Move.Change(Setting.SecretKey(String name, String key), var _) ->
                    new Remembered("Secret", name, key, was);
                case Move.Change(Setting.ExternalName(String name), var _) ->
                    new Remembered("Service", name, null, was);
                case Move.Restart(Switch.WorkloadKind kind, String name) ->
                    new Remembered(kind.name(), name, null, null);
            };
        }

        Move move() {
            return switch (kind) {
                case "ConfigMap" -> new Move.Change(new Setting.ConfigMapKey(name, String.valueOf(key)), was);
                case "Secret" -> new Move.Change(new Setting.SecretKey(name, String.valueOf(key)), was);
                case "Service" -> new Move.Change(new Setting.ExternalName(name), was);
                default -> new Move.Restart(Switch.WorkloadKind.valueOf(kind), name);
            };
        }

        /** Without what it was, which may be a secret. */
        @Override
        public String toString() {
            return kind + " " + name;
        }
    }

    /** Whether this cutover has written it. */
    boolean isWritten() {
        return found().isPresent();
    }

    /** Writes it. */
    void write(List<Remembered> before) {
        client.secrets()
                .inNamespace(migration.getMetadata().getNamespace())
                .resource(secret(before))
                .create();
    }

    /** The way back: settings as they were, the last changed first; then the restarts, in their order. Empty if nothing was changed. */
    List<Move> wayBack() {
        List<Move> moves = found().map(Memory::read).orElse(List.of()).stream()
                .map(Remembered::move)
                .toList();
        List<Move> back = new ArrayList<>(
                moves.stream().filter(Move.Change.class::isInstance).toList());
        Collections.reverse(back);
        moves.stream().filter(Move.Restart.class::isInstance).forEach(back::add);
        return back;
    }

    private Optional<Secret> found() {
        return Optional.ofNullable(client.secrets()
                        .inNamespace(migration.getMetadata().getNamespace())
                        .withName(name(migration, cutover))
                        .get())
                .filter(secret -> secret.hasOwnerReferenceFor(migration));
    }

    private Secret secret(List<Remembered> before) {
        return new SecretBuilder()
                .withNewMetadata()
                .withName(name(migration, cutover))
                .withNamespace(migration.getMetadata().getNamespace())
                .withLabels(Ownership.labels(migration))
                .withOwnerReferences(Ownership.of(migration))
                .endMetadata()
                .withImmutable(true)
                .withData(Map.of(KEY, encoded(before)))
                .build();
    }

    /** Its Secret's name. */
    static String name(Migration migration, OperationKey cutover) {
        return Ownership.name(migration, Step.Cutover, cutover);
    }

    private static String encoded(List<Remembered> before) {
        try {
            return Base64.getEncoder().encodeToString(JSON.writeValueAsBytes(before));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("records of texts are JSON", e);
        }
    }

    private static List<Remembered> read(Secret secret) {
        byte[] json = Base64.getDecoder().decode(secret.getData().get(KEY));
        try {
            return Arrays.asList(JSON.readValue(new String(json, StandardCharsets.UTF_8), Remembered[].class));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(
                    "Secret %s is not as it was written"
                            .formatted(secret.getMetadata().getName()),
                    e);
        }
    }
}
