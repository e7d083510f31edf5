package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.Sealift;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** How what we make in the cluster says whose it is. */
public final class Ownership {

    private static final int LONGEST_LABEL = 63;

    private Ownership() {}

    /** The migration as the controlling owner, so that what we make goes with it. */
    public static OwnerReference of(Migration migration) {
        return new OwnerReferenceBuilder()
                .withApiVersion(migration.getApiVersion())
                .withKind(migration.getKind())
                .withName(migration.getMetadata().getName())
                .withUid(migration.getMetadata().getUid())
                .withController(true)
                .build();
    }

    /** Labels of what belongs to a migration. */
    public static Map<String, String> labels(Migration migration) {
        return Map.of(
                Sealift.MANAGED_BY, Sealift.NAME,
                Sealift.KIND, migration.getKind(),
                Sealift.MIGRATION, label(migration.getMetadata().getName()));
    }

    /** Labels of what works for one operation. */
    public static Map<String, String> labels(Migration migration, Step step, OperationKey key) {
        Map<String, String> labels = new TreeMap<>(labels(migration));
        labels.put(Sealift.STEP, step.name());
        labels.put(Sealift.OPERATION, key.value());
        return labels;
    }

    /** The name of what works for one operation: readable, and unique by the key. At most 63 characters, as pods' labels need. */
    public static String name(Migration migration, Step step, OperationKey key) {
        return name(migration, step, key, "");
    }

    /** The name of a helper of that, by a suffix of its own. */
    public static String name(Migration migration, Step step, OperationKey key, String suffix) {
        String ending = "-%s-%s%s".formatted(step.name().toLowerCase(Locale.ROOT), key, suffix);
        String beginning = migration.getMetadata().getName();
        int room = LONGEST_LABEL - ending.length();
        return (beginning.length() <= room ? beginning : beginning.substring(0, room)).replaceAll("[.-]+$", "")
                + ending;
    }

    /** Whether a person lets a deletion end although a cloud can't be reached. */
    public static boolean isAbandoned(Migration migration) {
        Map<String, String> annotations = migration.getMetadata().getAnnotations();
        return annotations != null && "true".equals(annotations.get(Sealift.ABANDON));
    }

    private static String label(String name) {
        return name.length() <= LONGEST_LABEL
                ? name
                : name.substring(0, LONGEST_LABEL).replaceAll("[.-]+$", "");
    }
}
