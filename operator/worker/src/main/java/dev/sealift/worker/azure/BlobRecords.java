package dev.sealift.worker.azure;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.sealift.api.worker.BlobLocation;
import dev.sealift.worker.azure.BlobPage.Listed;
import dev.sealift.worker.http.Answer;
import dev.sealift.worker.http.Call;
import dev.sealift.worker.http.Query;
import dev.sealift.worker.records.Records;
import dev.sealift.worker.work.Retries;
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
import org.jspecify.annotations.Nullable;

/** Records as block blobs under a prefix of a container. The container must be there; the operator makes it. */
public final class BlobRecords implements Records, AutoCloseable {

    private static final int CONNECTIONS = 16;

    /** A blob has at most 50,000 blocks, so a record at most 195 GiB. */
    private static final int BLOCK = 4 << 20;

    private final Container container;
    private final String prefix;
    private final int blockSize;
    private final Retries retries;

    BlobRecords(Container container, String prefix, int blockSize, Retries retries) {
        this.container = container;
        this.prefix = prefix;
        this.blockSize = blockSize;
        this.retries = retries;
    }

    /** Those at the location, whose prefix is the migration's own. */
    public static BlobRecords at(BlobLocation location, TargetIdentity identity, Retries retries) {
        return new BlobRecords(
                Container.at(location, identity.credential(), CONNECTIONS), location.prefix(), BLOCK, retries);
    }

    /** A reading that breaks off goes on where it was, if the record is still the same. */
    @Override
    public Optional<InputStream> read(String name) {
        return asking(name, () -> container.find(() -> request(name, 0, null)))
                .map(answer -> new Reading(name, answer));
    }

    private Call request(String name, long from, @Nullable String etag) {
        return container
                .call("GET", prefix + name)
                .with("x-ms-range", from == 0 ? null : "bytes=" + from + "-")
                .with("if-match", etag);
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
        return asking(
                name,
                () -> container
                        .find(() -> container.call("HEAD", prefix + name))
                        .map(head -> {
                            try (head) {
                                return Container.time(head.header("Last-Modified"));
                            }
                        }));
    }

    @Override
    public List<String> list(String beginning) {
        List<String> names = new ArrayList<>();
        Query query = Query.of("comp", "list").and("prefix", prefix + beginning).and("include", "metadata");
        String marker = null;
        do {
            Query next = query.and("marker", marker);
            BlobPage page = asking(beginning, () -> {
                try (Answer answer = container.send(() -> container.call("GET", next))) {
                    return BlobPage.read(answer.body());
                }
            });
            page.blobs().stream()
                    .map(Listed::name)
                    .map(found -> found.substring(prefix.length()))
                    .forEach(names::add);
            marker = page.next();
        } while (marker != null);
        return names.stream().sorted().toList();
    }

    @Override
    public void delete(String name) {
        asking(name, () -> {
            container.find(() -> container.call("DELETE", prefix + name)).ifPresent(Answer::finish);
            return name;
        });
    }

    @Override
    public String locate(String name) {
        return container.url() + "/" + prefix + name;
    }

    private <T> T asking(String name, Supplier<T> call) {
        return retries.ask(() -> {
            try {
                return call.get();
            } catch (RuntimeException e) {
                throw AzureErrors.troubled(e, locate(name));
            }
        });
    }

    @Override
    public void close() {
        container.close();
    }

    /** Sends a block whenever one is full. Nothing is to be seen of them before they are committed. */
    private final class Blocks extends OutputStream {

        private final String name;
        private final byte[] block = new byte[blockSize];
        private final List<String> ids = new ArrayList<>();
        private int filled;

        Blocks(String name) {
            this.name = name;
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
            put(Query.of("comp", "block").and("blockid", id), ByteBuffer.wrap(block, 0, filled));
            ids.add(id);
            filled = 0;
        }

        void commit() {
            if (filled > 0) {
                send();
            }
            put(Query.of("comp", "blocklist"), ByteBuffer.wrap(BlockList.of(ids).getBytes(UTF_8)));
        }

        private void put(Query place, ByteBuffer content) {
            asking(name, () -> {
                container
                        .send(() -> container.call("PUT", prefix + name, place).carrying(content))
                        .finish();
                return name;
            });
        }
    }

    /** Reads a record over as many answers as it takes. */
    private final class Reading extends InputStream {

        private final String name;
        private final @Nullable String etag;
        private InputStream body;
        private long at;

        Reading(String name, Answer answer) {
            this.name = name;
            this.etag = answer.header("ETag");
            this.body = answer.body();
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] bytes, int offset, int count) throws IOException {
            int read;
            try {
                read = body.read(bytes, offset, count);
            } catch (IOException e) {
                body.close();
                body = asking(name, () -> container.send(() -> request(name, at, etag)))
                        .body();
                read = body.read(bytes, offset, count);
            }
            at += Math.max(0, read);
            return read;
        }

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
