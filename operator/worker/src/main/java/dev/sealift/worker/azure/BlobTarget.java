package dev.sealift.worker.azure;

import com.azure.core.http.rest.PagedResponse;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobItemProperties;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobProperties;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.BlobInputStream;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.TroubleException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A container, or a part of it, through the Azure SDK. */
public final class BlobTarget implements Target {

    private static final int PAGE = 5000;

    private final BlobLocation location;
    private final String sourcePrefix;
    private final BlobContainerClient container;

    private BlobTarget(BlobLocation location, String sourcePrefix, BlobContainerClient container) {
        this.location = location;
        this.sourcePrefix = sourcePrefix;
        this.container = container;
    }

    /** @param sourcePrefix what every key of the source begins with; keys keep it at the target */
    public static BlobTarget at(BlobLocation location, String sourcePrefix, TargetIdentity identity) {
        return new BlobTarget(
                location,
                sourcePrefix,
                BlobAccount.at(location, identity).getBlobContainerClient(location.container()));
    }

    @Override
    public void list(Consumer<Item> each) {
        asking(name(), () -> {
            pages(PAGE).forEach(page -> page.getValue().forEach(blob -> accept(blob, each)));
            return true;
        });
    }

    private Iterable<PagedResponse<BlobItem>> pages(int size) {
        // Only the metadata tells a hierarchical namespace's directories from empty files.
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(location.prefix() + sourcePrefix)
                .setMaxResultsPerPage(size)
                .setDetails(new BlobListDetails().setRetrieveMetadata(location.hierarchicalNamespace()));
        return container.listBlobs(options, null).iterableByPage();
    }

    private void accept(BlobItem blob, Consumer<Item> each) {
        if (!isDirectory(blob)) {
            each.accept(item(blob));
        }
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
                properties.getETag(),
                false);
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
                    true));
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
        return asking(name(), () -> {
            for (PagedResponse<BlobItem> page : pages(1)) {
                if (!page.getValue().isEmpty()) {
                    return false;
                }
            }
            return true;
        });
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
