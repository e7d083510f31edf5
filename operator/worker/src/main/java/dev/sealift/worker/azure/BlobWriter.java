package dev.sealift.worker.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.objects.Attributes;
import dev.sealift.worker.objects.Writer;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;

/**
 * A container's block blobs, as a copier writes them.
 *
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/put-blob">Put Blob</a>
 * @see <a href="https://learn.microsoft.com/rest/api/storageservices/put-block-list">Put Block List</a>
 */
public final class BlobWriter implements Writer, AutoCloseable {

    private static final int CONNECTIONS = 256;
    private static final Query BLOCK_LIST = Query.of("comp", "blocklist");

    private final Container container;
    private final String prefix;

    BlobWriter(Container container, String prefix) {
        this.container = container;
        this.prefix = prefix;
    }

    public static BlobWriter at(BlobLocation location, TargetIdentity identity) {
        return new BlobWriter(Container.at(location, identity.credential(), CONNECTIONS), location.prefix());
    }

    @Override
    public void put(String key, ByteBuffer content, byte[] md5, Attributes attributes) {
        tell(
                key,
                () -> BlobHead.say(container.call("PUT", prefix + key), md5, attributes)
                        .with("x-ms-blob-type", "BlockBlob")
                        .with("content-md5", Base64.getEncoder().encodeToString(md5))
                        .carrying(content));
    }

    @Override
    public void stage(String key, String block, ByteBuffer content) {
        Query place = Query.of("comp", "block").and("blockid", block);
        tell(key, () -> container.call("PUT", prefix + key, place).carrying(content));
    }

    @Override
    public List<Block> staged(String key) {
        Query waiting = BLOCK_LIST.and("blocklisttype", "uncommitted");
        return asking(
                key,
                // Nothing is found if neither a blob nor a block of it is there; without the container, the next
                // request says so.
                () -> container
                        .find(() -> container.call("GET", prefix + key, waiting))
                        .map(answer -> BlockList.read(answer.body()))
                        .orElse(List.of()));
    }

    @Override
    public void commit(String key, List<String> blocks, byte[] md5, Attributes attributes) {
        ByteBuffer list = ByteBuffer.wrap(BlockList.of(blocks).getBytes(UTF_8));
        tell(
                key,
                () -> BlobHead.say(container.call("PUT", prefix + key, BLOCK_LIST), md5, attributes)
                        .carrying(list));
    }

    @Override
    public void remove(String key) {
        asking(key, () -> {
            container.find(() -> container.call("DELETE", prefix + key)).ifPresent(Answer::finish);
            return key;
        });
    }

    private void tell(String key, Supplier<Call> call) {
        asking(key, () -> {
            container.send(call).finish();
            return key;
        });
    }

    private <T> T asking(String key, Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException e) {
            throw AzureErrors.troubled(e, container.url() + "/" + prefix + key);
        }
    }

    @Override
    public void close() {
        container.close();
    }
}
