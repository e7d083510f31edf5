package dev.sealift.api.worker;

import dev.sealift.api.BlobTier;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What goes along with an object's bytes, and how. Whoever copies and whoever compares go by the same.
 *
 * @param tiers the access tier that a blob gets, by its object's storage class; with none it gets the account's
 */
public record Carriage(Map<String, BlobTier> tiers) {

    /** All as AzCopy does it. */
    public static final Carriage PLAIN = new Carriage(null);

    /** The class of objects of which S3 doesn't say one. */
    private static final String STANDARD = "STANDARD";

    /** Fills what an operator of an earlier version doesn't say. */
    public Carriage(@Nullable Map<String, BlobTier> tiers) {
        this.tiers = Map.copyOf(Objects.requireNonNullElse(tiers, Map.of()));
    }

    /** The tier for an object of a storage class; empty to leave it to the account. */
    public Optional<BlobTier> tier(@Nullable String storageClass) {
        return Optional.ofNullable(tiers.get(Objects.requireNonNullElse(storageClass, STANDARD)));
    }
}
