package dev.sealift.worker.objects;

import dev.sealift.api.BlobTier;
import java.util.Map;
import java.util.Optional;

/**
 * What a blob gets beside its bytes. {@link Carried} says what, a {@link Writer} writes it.
 *
 * @param tags index tags
 * @param tier empty to leave it to the account
 */
public record Attributes(Headers headers, Map<String, String> tags, Optional<BlobTier> tier) {

    public static final Attributes NONE = new Attributes(Headers.NONE, Map.of(), Optional.empty());
}
