package dev.sealift.worker.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealift.worker.http.Elements;
import dev.sealift.worker.listing.Pages.Page;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Item.Access;
import java.io.InputStream;
import java.net.URLDecoder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a bucket's objects.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html">ListObjectsV2</a>
 */
final class ObjectPage implements Elements.Listener {

    private final List<Item> items = new ArrayList<>();
    private final Map<String, String> object = new HashMap<>();
    private final Map<String, String> page = new HashMap<>();

    private ObjectPage() {}

    static Page read(InputStream document) {
        ObjectPage read = new ObjectPage();
        Elements.read(document, read);
        return new Page(
                read.items.stream().map(read::decoded).toList(),
                Boolean.parseBoolean(read.page.get("IsTruncated")) ? read.page.get("NextContinuationToken") : null);
    }

    @Override
    public void element(String parent, String name, @Nullable String attribute, String text) {
        if (name.equals("Contents")) {
            items.add(item());
            object.clear();
        } else if (parent.equals("ListBucketResult")) {
            page.put(name, text);
        } else {
            object.put(name, text);
        }
    }

    private Item item() {
        String etag = object.get("ETag");
        return new Item(
                object.getOrDefault("Key", ""),
                Long.parseLong(object.getOrDefault("Size", "0")),
                Instant.parse(object.getOrDefault("LastModified", "1970-01-01T00:00:00Z")),
                ObjectHead.md5(etag),
                etag,
                object.get("StorageClass"),
                access());
    }

    private Access access() {
        if (!ObjectHead.isArchive(object.get("StorageClass")) || isRestored()) {
            return Access.Readable;
        }
        return isBeingRestored() ? Access.Restoring : Access.Archived;
    }

    private boolean isBeingRestored() {
        return "true".equals(object.get("IsRestoreInProgress"));
    }

    /** An object that was restored keeps its class, and can be read for some days. */
    private boolean isRestored() {
        return object.containsKey("RestoreExpiryDate") && !isBeingRestored();
    }

    /** That keys are encoded is said behind them. */
    private Item decoded(Item item) {
        return "url".equals(page.get("EncodingType"))
                ? new Item(
                        decode(item.key()),
                        item.size(),
                        item.lastModified(),
                        item.md5(),
                        item.version(),
                        item.tier(),
                        item.access())
                : item;
    }

    /** As S3 encodes, a space is a plus. */
    static String decode(String key) {
        return URLDecoder.decode(key, UTF_8);
    }
}
