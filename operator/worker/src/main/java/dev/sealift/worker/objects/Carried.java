package dev.sealift.worker.objects;

import dev.sealift.api.worker.Carriage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * An object's attributes as its blob gets them: the same as AzCopy would give it, unless the order wishes otherwise.
 *
 * <p>Azure takes the names of metadata for C# identifiers. One that isn't is treated as AzCopy treats it by
 * {@code RenameIfInvalid}: {@code 1-b: x} becomes {@code rename_1_b: x} and {@code rename_key_1_b: 1-b}. Where that name is
 * taken, AzCopy fails the object; here it is left out.
 *
 * @param remarks what is not as it was, for people
 * @see <a
 *     href="https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata#metadata-names">Metadata
 *     names</a>
 */
public record Carried(Attributes attributes, List<String> remarks) {

    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z_][0-9A-Za-z_]*");
    private static final Pattern FORBIDDEN = Pattern.compile("[^0-9A-Za-z_]");

    /**
     * The one place that says what of an object arrives, beside its bytes.
     *
     * @param tags those that are to be carried
     */
    public static Carried of(Original original, Map<String, String> tags, Carriage carriage) {
        Wished wished = Wished.of(original.headers(), carriage.metadata());
        List<String> remarks = new ArrayList<>(wished.remarks());
        Headers headers = new Headers(
                wished.headers().content(), metadata(wished.headers().metadata(), remarks));
        BlobTags blobTags = BlobTags.of(tags);
        remarks.addAll(blobTags.remarks());
        return new Carried(
                new Attributes(headers, blobTags.held(), carriage.tier(original.storageClass())), List.copyOf(remarks));
    }

    private static Map<String, String> metadata(Map<String, String> found, List<String> remarks) {
        // Names that differ only by case are one name.
        Map<String, String> metadata = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        found.forEach((name, value) -> {
            if (ALLOWED.matcher(name).matches()) {
                metadata.put(name, value.strip());
            }
        });
        new TreeMap<>(found).forEach((name, value) -> {
            if (!ALLOWED.matcher(name).matches()) {
                rename(name, value.strip(), metadata, remarks);
            }
        });
        return metadata;
    }

    private static void rename(String name, String value, Map<String, String> metadata, List<String> remarks) {
        String valid = FORBIDDEN.matcher(name).replaceAll("_");
        String renamed = "rename_" + valid;
        String original = "rename_key_" + valid;
        if (metadata.containsKey(renamed) || metadata.containsKey(original)) {
            remarks.add("metadata '" + name + "' is left out: Azure doesn't allow the name, and '" + renamed
                    + "' is taken");
            return;
        }
        metadata.put(renamed, value);
        metadata.put(original, name);
        remarks.add("metadata '" + name + "' is now '" + renamed + "', for Azure doesn't allow the name");
    }
}
