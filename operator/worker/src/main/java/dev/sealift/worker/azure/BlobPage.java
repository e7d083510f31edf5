package dev.sealift.worker.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealift.worker.http.Elements;
import java.io.InputStream;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a container's blobs.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/list-blobs">List Blobs</a>
 */
final class BlobPage implements Elements.Listener {

    private final List<Listed> blobs = new ArrayList<>();
    private final Map<String, String> properties = new HashMap<>();
    private String name = "";
    private boolean isDirectory;
    private @Nullable String next;

    /**
     * A blob of a page.
     *
     * @param md5 in Base64
     * @param isDirectory whether it is a directory of a hierarchical namespace, which lists like an empty blob
     */
    record Listed(
            String name,
            long size,
            Instant lastModified,
            @Nullable String md5,
            @Nullable String etag,
            @Nullable String tier,
            boolean isDirectory) {}

    private BlobPage() {}

    static BlobPage read(InputStream document) {
        BlobPage read = new BlobPage();
        Elements.read(document, read);
        return read;
    }

    @Override
    public void element(String parent, String element, @Nullable String attribute, String text) {
        switch (parent) {
            case "Blobs" -> add();
            case "Blob" -> {
                if (element.equals("Name")) {
                    name = decoded(text, attribute);
                }
            }
            case "Properties" -> properties.put(element, text);
            case "Metadata" -> isDirectory |= isFolder(element, text);
            case "EnumerationResults" -> {
                if (element.equals("NextMarker")) {
                    next = text.isEmpty() ? null : text;
                }
            }
            default -> {}
        }
    }

    /** What XML can't hold comes encoded, and is marked. */
    private static String decoded(String name, @Nullable String encoded) {
        return "true".equals(encoded) ? URLDecoder.decode(name.replace("+", "%2B"), UTF_8) : name;
    }

    private static boolean isFolder(String name, String value) {
        return name.toLowerCase(Locale.ROOT).equals("hdi_isfolder") && value.equals("true");
    }

    private void add() {
        boolean directory = isDirectory || "directory".equals(properties.get("ResourceType"));
        blobs.add(new Listed(
                name,
                Long.parseLong(properties.getOrDefault("Content-Length", "0")),
                Container.time(properties.get("Last-Modified")),
                properties.get("Content-MD5"),
                properties.get("Etag"),
                properties.get("AccessTier"),
                directory));
        properties.clear();
        name = "";
        isDirectory = false;
    }

    /** Without directories. */
    List<Listed> blobs() {
        return blobs.stream().filter(blob -> !blob.isDirectory()).toList();
    }

    /** Where the next page begins; null at the end. */
    @Nullable String next() {
        return next;
    }
}
