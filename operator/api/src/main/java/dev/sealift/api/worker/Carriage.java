package dev.sealift.api.worker;

import dev.sealift.api.BlobTier;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes along with an object's bytes, and how. Whoever copies and whoever compares go by the same.
 *
 * @param tiers the access tier that a blob gets, by its object's storage class; with none it gets the account's
 * @param metadata what becomes of metadata and content headers
 * @param tags whether object tags become blob index tags
 */
public record Carriage(Map<String, BlobTier> tiers, MetadataRules metadata, boolean tags) {

    /** All as AzCopy does it. */
    public static final Carriage PLAIN = new Carriage(null, null, false);

    /** The class of objects of which S3 doesn't say one. */
    private static final String STANDARD = "STANDARD";

    /** Fills what an operator of an earlier version doesn't say. */
    public Carriage(@Nullable Map<String, BlobTier> tiers, @Nullable MetadataRules metadata, boolean tags) {
        this.tiers = Map.copyOf(Objects.requireNonNullElse(tiers, Map.of()));
        this.metadata = Objects.requireNonNullElse(metadata, MetadataRules.NONE);
        this.tags = tags;
    }

    /** The tier for an object of a storage class; empty to leave it to the account. */
    public Optional<BlobTier> tier(@Nullable String storageClass) {
        return Optional.ofNullable(tiers.get(Objects.requireNonNullElse(storageClass, STANDARD)));
    }

    /**
     * What becomes of metadata and content headers. Names don't tell cases apart.
     *
     * @param drop names of metadata to leave behind; one that ends in {@code *} stands for all that begin so
     * @param rename new names of metadata, by the old ones
     * @param add metadata that every blob gets
     * @param headers content headers that every blob gets, by their HTTP names; a blank one is left out
     */
    public record MetadataRules(
            List<String> drop, Map<String, String> rename, Map<String, String> add, Map<String, String> headers) {

        /** All as it is. */
        public static final MetadataRules NONE = new MetadataRules(List.of(), Map.of(), Map.of(), Map.of());

        /** Keeps its own copies. */
        public MetadataRules {
            drop = drop.stream().map(MetadataRules::lower).toList();
            rename = Map.copyOf(rename);
            add = Map.copyOf(add);
            headers = Map.copyOf(headers);
        }

        /** Whether metadata of this name, in lower case, is left behind. */
        public boolean drops(String name) {
            return drop.stream().anyMatch(dropped -> matches(dropped, name));
        }

        private static boolean matches(String dropped, String name) {
            return dropped.endsWith("*")
                    ? name.startsWith(dropped.substring(0, dropped.length() - 1))
                    : name.equals(dropped);
        }

        /** The new name of metadata of this name, if it gets one. */
        public Optional<String> newName(String name) {
            return rename.entrySet().stream()
                    .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                    .map(Map.Entry::getValue)
                    .findFirst();
        }

        private static String lower(String name) {
            return name.toLowerCase(Locale.ROOT);
        }
    }
}
