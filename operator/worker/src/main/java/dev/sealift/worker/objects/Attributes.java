package dev.sealift.worker.objects;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an object has beside its bytes.
 *
 * @param metadata the user's own, by name; names are without {@code x-amz-meta-} and {@code x-ms-meta-}
 */
public record Attributes(
        @Nullable String contentType,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        @Nullable String contentDisposition,
        @Nullable String cacheControl,
        Map<String, String> metadata) {

    public static final Attributes NONE = new Attributes(null, null, null, null, null, Map.of());

    /** The same with other metadata. */
    public Attributes with(Map<String, String> otherMetadata) {
        return new Attributes(
                contentType, contentEncoding, contentLanguage, contentDisposition, cacheControl, otherMetadata);
    }
}
