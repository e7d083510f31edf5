package dev.sealift.worker.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.listing.Pages;
import dev.sealift.worker.listing.Pages.Page;
import dev.sealift.worker.listing.ParallelListing;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.TroubleException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A container, or a part of it, through the Azure SDK. */
public final class BlobTarget implements Target {

    /** Of the 5,000 that the service would give: pages are listed side by side, and all of them are held. */
    private static final int PAGE = 2000;

    private final BlobLocation location;
    private final String sourcePrefix;
    private final KeyRange range;
    private final BlobContainerClient container;

    private BlobTarget(BlobLocation location, String sourcePrefix, KeyRange range, BlobContainerClient container) {
        this.location = location;
        this.range = range;
        this.sourcePrefix = sourcePrefix;
        this.container = container;
    }

    /**
     * The part of a container to which a part of a bucket goes.
     *
     * @param sourcePrefix what every key of the source begins with; keys keep it at the target
     * @param range the only keys that a listing tells of
     */
    public static BlobTarget at(BlobLocation location, String sourcePrefix, KeyRange range, TargetIdentity identity) {
        return new BlobTarget(
                location,
                sourcePrefix,
                range,
                BlobAccount.at(location, identity).getBlobContainerClient(location.container()));
    }

    @Override
    public void list(Consumer<Item> each) {
        new ParallelListing(new Listing(PAGE), range.and(KeyRange.of(sourcePrefix))).into(each);
    }

    private final class Listing implements Pages {

        private final int size;

        Listing(int size) {
            this.size = size;
        }

        /** A hierarchical namespace sorts otherwise, so nothing begins at a key there; and an emulator may not know how. */
        @Override
        public Optional<Page> from(String key) {
            if (location.hierarchicalNamespace() && !key.isEmpty()) {
                return Optional.empty();
            }
            Page page = page(key, null);
            boolean ignored = !page.items().isEmpty()
                    && KeyOrder.INSTANCE.compare(page.items().getFirst().key(), key) < 0;
            return ignored ? Optional.empty() : Optional.of(page);
        }

        /** A token holds the marker behind the key with which the listing began: both are sent again. */
        @Override
        public Page next(String token) {
            int marker = token.lastIndexOf('\n') + 1;
            return page(token.substring(0, marker - 1), token.substring(marker));
        }

        private Page page(String key, @Nullable String marker) {
            String start = key.isEmpty() ? null : location.prefix() + key;
            Page page = BlobTarget.this.page(options(size).setStartFrom(start), marker);
            return new Page(page.items(), page.next() == null ? null : key + '\n' + page.next());
        }
    }

    private Page page(ListBlobsOptions options, @Nullable String token) {
        return asking(name(), () -> {
            Iterator<PagedResponse<BlobItem>> pages =
                    container.listBlobs(options, token, null).iterableByPage().iterator();
            if (!pages.hasNext()) {
                return new Page(List.of(), null);
            }
            PagedResponse<BlobItem> page = pages.next();
            List<Item> items = page.getValue().stream()
                    .filter(blob -> !isDirectory(blob))
                    .map(this::item)
                    .toList();
            return new Page(items, page.getContinuationToken());
        });
    }

    private ListBlobsOptions options(int size) {
        // Only the metadata tells a hierarchical namespace's directories from empty files.
        return new ListBlobsOptions()
                .setPrefix(location.prefix() + sourcePrefix)
                .setMaxResultsPerPage(size)
                .setDetails(new BlobListDetails().setRetrieveMetadata(location.hierarchicalNamespace()));
    }

    static boolean isDirectory(BlobItem blob) {
        Map<String, String> metadata = blob.getMetadata();
        return Boolean.TRUE.equals(blob.isPrefix())
                || (metadata != null
                        && metadata.entrySet().stream()
                                .anyMatch(e ->
                                        e.getKey().equalsIgnoreCase("hdi_isfolder") && "true".equals(e.getValue())));
    }

    private Item item(BlobItem blob) {
        BlobItemProperties properties = blob.getProperties();
        return new Item(
                blob.getName().substring(location.prefix().length()),
                properties.getContentLength(),
                properties.getLastModified().toInstant(),
                md5(properties.getContentMd5()),
                version(properties.getETag()),
                tier(properties.getAccessTier()),
                archived(properties.getAccessTier()));
    }

    private static @Nullable String tier(@Nullable AccessTier tier) {
        return tier == null ? null : tier.toString();
    }

    private static boolean archived(@Nullable AccessTier tier) {
        return AccessTier.ARCHIVE.equals(tier);
    }

    /** Without the quotation marks, which a header has and a listing has not. */
    private static @Nullable String version(@Nullable String etag) {
        return etag == null ? null : etag.replace("\"", "");
    }

    private static @Nullable String md5(byte @Nullable [] md5) {
        return md5 == null || md5.length == 0 ? null : HexFormat.of().formatHex(md5);
    }

    @Override
    public Optional<Seen> look(String key) {
        try {
            BlobProperties properties =
                    container.getBlobClient(location.prefix() + key).getProperties();
            return Optional.of(new Seen(
                    properties.getBlobSize(),
                    properties.getLastModified().toInstant(),
                    md5(properties.getContentMd5()),
                    version(properties.getETag()),
                    true,
                    archived(properties.getAccessTier())));
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == 404) {
                return Optional.empty();
            }
            throw AzureErrors.troubled(e, blob(key));
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, blob(key));
        }
    }

    @Override
    public Content open(String key) {
        BlobInputStream body = asking(
                blob(key),
                () -> container.getBlobClient(location.prefix() + key).openInputStream());
        return new Content(body, headers(body.getProperties()));
    }

    private static Headers headers(BlobProperties said) {
        return Headers.of(
                said.getContentType(),
                said.getContentEncoding(),
                said.getContentLanguage(),
                said.getContentDisposition(),
                said.getCacheControl(),
                said.getMetadata());
    }

    @Override
    public boolean isEmpty() {
        Listing listing = new Listing(1);
        KeyRange keys = range.and(KeyRange.of(sourcePrefix));
        Optional<Page> begun = listing.from(keys.from());
        if (begun.isEmpty()) {
            return false;
        }
        Page page = begun.get();
        while (page.items().isEmpty() && page.next() != null) {
            page = listing.next(page.next());
        }
        return page.items().stream().noneMatch(item -> keys.endsBehind(item.key()));
    }

    @Override
    public void reach() {
        try {
            asking(name(), container::getProperties);
        } catch (TroubleException e) {
            if (!e.trouble().reason().equals("TargetNotFound")) {
                throw e;
            }
        }
    }

    @Override
    public String name() {
        return container.getBlobContainerUrl();
    }

    private String blob(String key) {
        return name() + "/" + location.prefix() + key;
    }

    private static <T> T asking(String item, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, item);
        }
    }
}
