package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of user metadata and content headers. Names of metadata at Azure are identifiers of C#:
 * https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata#metadata-names
 */
@ValidationRule(
        value =
                "(!has(self.add) || self.add.all(n, n.matches('^[A-Za-z_][A-Za-z0-9_]*$') && size(n) <= 128)) && (!has(self.rename) || self.rename.all(n, self.rename[n].matches('^[A-Za-z_][A-Za-z0-9_]*$')))",
        message =
                "in add and rename, a name at the target has at most 128 letters, digits and underscores and begins with no digit")
@ValidationRule(
        value =
                "(!has(self.add) || self.add.all(n, !n.matches('(?i)^hdi_isfolder$'))) && (!has(self.rename) || self.rename.all(n, !self.rename[n].matches('(?i)^hdi_isfolder$')))",
        message = "hdi_isfolder would make a directory of a blob")
@ValidationRule(
        value =
                "!has(self.headers) || self.headers.all(n, n in ['Content-Type', 'Content-Encoding', 'Content-Language', 'Content-Disposition', 'Cache-Control'])",
        message = "headers are Content-Type, Content-Encoding, Content-Language, Content-Disposition and Cache-Control",
        fieldPath = ".headers")
public record BucketMetadata(
        @JsonPropertyDescription(
                "Metadata that is left behind, by name without x-amz-meta-, such as s3cmd-attrs; with a * at the end, all names that begin so.")
        @Default("[]")
        @Size(max = 64) List<@Size(min = 1, max = 128) @Pattern("^[A-Za-z0-9._~!#$%&'^|+-]*[*]?$") String> drop,

        @JsonPropertyDescription(
                "Metadata that gets another name, such as content-hash: content_hash, for Azure allows no hyphen. What isn't named here and isn't allowed arrives with rename_ before its name.")
        @Default("{}")
        @Size(max = 64) Map<String, @Size(min = 1, max = 128) String> rename,

        @JsonPropertyDescription("Metadata that every blob gets, in place of what the object has under that name.")
        @Default("{}")
        @Size(max = 16) Map<String, @Size(max = 512) @Pattern("^[ -~]*$") String> add,

        @JsonPropertyDescription(
                "Content headers that every blob gets in place of the object's, such as Cache-Control: no-store; an empty one is left out.")
        @Default("{}")
        @Size(max = 5) Map<String, @Size(max = 512) @Pattern("^[ -~]*$") String> headers) {

    /** Fills what is absent. */
    public BucketMetadata(
            @Nullable List<String> drop,
            @Nullable Map<String, String> rename,
            @Nullable Map<String, String> add,
            @Nullable Map<String, String> headers) {
        this.drop = List.copyOf(Objects.requireNonNullElse(drop, List.of()));
        this.rename = Map.copyOf(Objects.requireNonNullElse(rename, Map.of()));
        this.add = Map.copyOf(Objects.requireNonNullElse(add, Map.of()));
        this.headers = Map.copyOf(Objects.requireNonNullElse(headers, Map.of()));
    }

    /** As it is when a spec says nothing of it. */
    public static BucketMetadata defaults() {
        return new BucketMetadata(null, null, null, null);
    }

    /** Whether all is carried as it is. */
    public boolean changesNothing() {
        return drop.isEmpty() && rename.isEmpty() && add.isEmpty() && headers.isEmpty();
    }
}
