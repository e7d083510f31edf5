package dev.sealift.worker.aws;

import dev.sealift.worker.http.Elements;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.OldVersion;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a bucket's versions and of the markers of what was deleted.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectVersions.html">ListObjectVersions</a>
 */
final class VersionPage implements Elements.Listener {

    private final List<OldVersion> old = new ArrayList<>();
    private final Map<String, String> version = new HashMap<>();
    private final Map<String, String> page = new HashMap<>();

    private VersionPage() {}

    static VersionPage read(InputStream document) {
        VersionPage read = new VersionPage();
        Elements.read(document, read);
        return read;
    }

    @Override
    public void element(String parent, String name, @Nullable String attribute, String text) {
        switch (name) {
            case "Version", "DeleteMarker" -> {
                add(name.equals("DeleteMarker"));
                version.clear();
            }
            default -> (parent.equals("ListVersionsResult") ? page : version).put(name, text);
        }
    }

    private void add(boolean marker) {
        if (marker || !"true".equals(version.get("IsLatest"))) {
            old.add(new OldVersion(
                    version.getOrDefault("Key", ""),
                    marker ? 0 : Long.parseLong(version.getOrDefault("Size", "0")),
                    marker));
        }
    }

    /** What isn't current, in the order of keys: a page has versions and markers apart. */
    List<OldVersion> old() {
        return old.stream()
                .map(found -> new OldVersion(decoded(found.key()), found.size(), found.deleteMarker()))
                .sorted(Comparator.comparing(OldVersion::key, KeyOrder.INSTANCE))
                .toList();
    }

    boolean isTruncated() {
        return Boolean.parseBoolean(page.get("IsTruncated"));
    }

    @Nullable String nextKey() {
        String key = page.get("NextKeyMarker");
        return key == null ? null : decoded(key);
    }

    @Nullable String nextVersion() {
        return page.get("NextVersionIdMarker");
    }

    private String decoded(String key) {
        return "url".equals(page.get("EncodingType")) ? ObjectPage.decode(key) : key;
    }
}
