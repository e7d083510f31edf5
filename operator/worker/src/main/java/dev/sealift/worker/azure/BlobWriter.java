package dev.sealift.worker.azure;

import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.AccessTier;
import com.azure.storage.blob.models.BlobHttpHeaders;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.BlockList;
import com.azure.storage.blob.models.BlockListType;
import com.azure.storage.blob.options.BlockBlobCommitBlockListOptions;
import com.azure.storage.blob.options.BlockBlobSimpleUploadOptions;
import com.azure.storage.blob.options.BlockBlobStageBlockOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.objects.Attributes;
import dev.sealift.worker.objects.Writer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A container's block blobs, written through the Azure SDK, whose tokens renew themselves. */
public final class BlobWriter implements Writer {

    private static final Duration LONGEST = Duration.ofMinutes(2);

    private final BlobContainerClient container;
    private final String prefix;

    BlobWriter(BlobContainerClient container, String prefix) {
        this.container = container;
        this.prefix = prefix;
    }

    public static BlobWriter at(BlobLocation location, TargetIdentity identity) {
        return new BlobWriter(
                BlobAccount.at(location, identity, 1).getBlobContainerClient(location.container()), location.prefix());
    }

    @Override
    public void put(String key, ByteBuffer content, byte[] md5, Attributes attributes) {
        asking(
                key,
                () -> blob(key)
                        .uploadWithResponse(
                                new BlockBlobSimpleUploadOptions(BinaryData.fromByteBuffer(content))
                                        .setContentMd5(md5)
                                        .setHeaders(headers(attributes).setContentMd5(md5))
                                        .setMetadata(attributes.headers().metadata())
                                        .setTier(tier(attributes)),
                                LONGEST,
                                Context.NONE));
    }

    @Override
    public void stage(String key, String block, ByteBuffer content) {
        asking(
                key,
                () -> blob(key)
                        .stageBlockWithResponse(
                                new BlockBlobStageBlockOptions(block, BinaryData.fromByteBuffer(content)),
                                LONGEST,
                                Context.NONE));
    }

    @Override
    public List<Block> staged(String key) {
        try {
            BlockList blocks = blob(key).listBlocks(BlockListType.UNCOMMITTED);
            return blocks.getUncommittedBlocks().stream()
                    .map(block -> new Block(block.getName(), block.getSizeLong()))
                    .toList();
        } catch (BlobStorageException e) {
            // Neither a blob nor a block of it is there; without the container, the next request says so.
            if (e.getStatusCode() == 404) {
                return List.of();
            }
            throw AzureErrors.troubled(e, name(key));
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, name(key));
        }
    }

    @Override
    public void commit(String key, List<String> blocks, byte[] md5, Attributes attributes) {
        asking(
                key,
                () -> blob(key)
                        .commitBlockListWithResponse(
                                new BlockBlobCommitBlockListOptions(blocks)
                                        .setHeaders(headers(attributes).setContentMd5(md5))
                                        .setMetadata(attributes.headers().metadata())
                                        .setTier(tier(attributes)),
                                LONGEST,
                                Context.NONE));
    }

    private static BlobHttpHeaders headers(Attributes attributes) {
        Map<String, String> content = attributes.headers().content();
        return new BlobHttpHeaders()
                .setContentType(content.get("Content-Type"))
                .setContentEncoding(content.get("Content-Encoding"))
                .setContentLanguage(content.get("Content-Language"))
                .setContentDisposition(content.get("Content-Disposition"))
                .setCacheControl(content.get("Cache-Control"));
    }

    private static @Nullable AccessTier tier(Attributes attributes) {
        return attributes.tier().map(tier -> AccessTier.fromString(tier.name())).orElse(null);
    }

    @Override
    public void remove(String key) {
        asking(key, () -> blob(key).deleteIfExists());
    }

    private BlockBlobClient blob(String key) {
        return container.getBlobClient(prefix + key).getBlockBlobClient();
    }

    private String name(String key) {
        return container.getBlobContainerUrl() + "/" + prefix + key;
    }

    private void asking(String key, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, name(key));
        }
    }
}
