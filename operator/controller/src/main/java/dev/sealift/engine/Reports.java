package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus.ReportReference;
import dev.sealift.api.Sealift;
import dev.sealift.lifecycle.Step;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Keeps reports in one ConfigMap a migration, a key a step, owned by the migration. */
public final class Reports implements ReportStore {

    /** A ConfigMap holds a MiB; each of a migration's few reports may have a part of it. */
    private static final int LONGEST = 200_000;

    private final KubernetesClient client;

    /** Keeps them with this client. */
    public Reports(KubernetesClient client) {
        this.client = client;
    }

    @Override
    public ReportReference keep(Migration migration, Step step, String report, @Nullable String digest, Instant now) {
        String namespace = migration.getMetadata().getNamespace();
        String name = migration.getMetadata().getName() + "-report";
        var slot = client.configMaps().inNamespace(namespace).withName(name);
        Map<String, String> data = new HashMap<>(Optional.ofNullable(slot.get())
                .filter(found -> isOurs(found, migration))
                .map(ConfigMap::getData)
                .orElse(Map.of()));
        data.put(step.name().toLowerCase(Locale.ROOT) + ".jsonl", whole(report));
        client.configMaps()
                .inNamespace(namespace)
                .resource(configMap(migration, name, data))
                .forceConflicts()
                .serverSideApply();
        return new ReportReference(name, digest, now, null);
    }

    private static ConfigMap configMap(Migration migration, String name, Map<String, String> data) {
        return new ConfigMapBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(migration.getMetadata().getNamespace())
                .withLabels(Ownership.labels(migration))
                .withOwnerReferences(Ownership.of(migration))
                .endMetadata()
                .withData(data)
                .build();
    }

    private static boolean isOurs(ConfigMap found, Migration migration) {
        return Sealift.NAME.equals(Optional.ofNullable(found.getMetadata().getLabels())
                        .map(labels -> labels.get(Sealift.MANAGED_BY))
                        .orElse(null))
                && found.hasOwnerReferenceFor(migration);
    }

    /** Whole lines only, so that each can be parsed. */
    static String whole(String report) {
        return report.length() <= LONGEST ? report : report.substring(0, report.lastIndexOf('\n', LONGEST) + 1);
    }
}
