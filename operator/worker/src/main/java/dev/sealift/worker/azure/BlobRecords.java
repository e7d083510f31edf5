package dev.sealift.worker.azure;

import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.models.BlobItem;
import com.azure.storage.blob.models.BlobListDetails;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.blob.models.ListBlobsOptions;
import com.azure.storage.blob.specialized.BlockBlobClient;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.records.Records;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Records as block blobs under a prefix of a container. The container must be there; the operator makes it. */
public final class BlobRecords implements Records {

    private static final int NOT_FOUND = 404;

    private final BlobContainerClient container;
    private final String prefix;
    private final int blockSize;

    BlobRecords(BlobContainerClient container, String prefix, int blockSize) {
        this.container = container;
        this.prefix = prefix;
        this.blockSize = blockSize;
    }

    /** Those at the location, whose prefix is the migration's own. */
    public static BlobRecords at(BlobLocation location, TargetIdentity identity) {
        // A blob has at most 50,000 blocks, so a record at most 195 GiB.
        return new BlobRecords(
                BlobAccount.at(location, identity).getBlobContainerClient(location.container()),
                location.prefix(),
                4 << 20);
    }

    @Override
    public Optional<InputStream> read(String name) {
        try {
            return Optional.of(blob(name).openInputStream());
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw AzureErrors.troubled(e, locate(name));
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, locate(name));
        }
    }

    @Override
    public void write(String name, Writing writing) {
        Blocks blocks = new Blocks(name);
        try {
            writing.to(blocks);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        blocks.commit();
    }

    @Override
    public Optional<Instant> writtenAt(String name) {
        try {
            return Optional.of(blob(name).getProperties().getLastModified().toInstant());
        } catch (BlobStorageException e) {
            if (e.getStatusCode() == NOT_FOUND) {
                return Optional.empty();
            }
            throw AzureErrors.troubled(e, locate(name));
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, locate(name));
        }
    }

    @Override
    public List<String> list(String beginning) {
        ListBlobsOptions options = new ListBlobsOptions()
                .setPrefix(prefix + beginning)
                .setDetails(new BlobListDetails().setRetrieveMetadata(true));
        return asking(
                locate(beginning),
                () -> container.listBlobs(options, null).stream()
                        .filter(blob -> !BlobTarget.isDirectory(blob))
                        .map(BlobItem::getName)
                        .map(found -> found.substring(prefix.length()))
                        .sorted()
                        .toList());
    }

    @Override
    public void delete(String name) {
        asking(locate(name), () -> blob(name).deleteIfExists());
    }

    @Override
    public String locate(String name) {
        return container.getBlobContainerUrl() + "/" + prefix + name;
    }

    private BlockBlobClient blob(String name) {
        return container.getBlobClient(prefix + name).getBlockBlobClient();
    }

    private static <T> T asking(String item, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, item);
        }
    }

    /** Sends a block whenever one is full. Nothing is to be seen of them before they are committed. */
    private final class Blocks extends OutputStream {

        private final String name;
        private final BlockBlobClient blob;
        private final byte[] block = new byte[blockSize];
        private final List<String> ids = new ArrayList<>();
        private int filled;

        Blocks(String name) {
            this.name = name;
            this.blob = blob(name);
        }

        @Override
        public void write(int b) {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            int from = offset;
            int left = length;
            while (left > 0) {
                int taken = Math.min(left, block.length - filled);
                System.arraycopy(bytes, from, block, filled, taken);
                filled += taken;
                from += taken;
                left -= taken;
                sendIfFull();
            }
        }

        private void sendIfFull() {
            if (filled == block.length) {
                send();
            }
        }

        /** All ids of a blob must be equally long. */
        private void send() {
            String id = Base64.getEncoder()
                    .encodeToString(ByteBuffer.allocate(Integer.BYTES)
                            .putInt(ids.size())
                            .array());
            int length = filled;
            asking(locate(name), () -> {
                blob.stageBlock(id, new ByteArrayInputStream(block, 0, length), length);
                return id;
            });
            ids.add(id);
            filled = 0;
        }

        void commit() {
            if (filled > 0) {
                send();
            }
            asking(locate(name), () -> blob.commitBlockList(ids, true));
        }
    }
}
