package dev.sealift.worker.stream;

import static java.util.Objects.requireNonNull;

import dev.sealift.api.BlobTier;
import dev.sealift.worker.objects.Attributes;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Headers;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.OldVersion;
import dev.sealift.worker.objects.Original;
import dev.sealift.worker.objects.Original.Algorithm;
import dev.sealift.worker.objects.Original.Digest;
import dev.sealift.worker.objects.Reader;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.objects.Writer;
import dev.sealift.worker.work.Trouble;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A bucket and a container in memory, with their rules about versions and blocks, and with what can go wrong. */
final class FakeClouds implements Source, Reader, Writer {

    static final Instant LONG_AGO = Instant.parse("2020-01-01T00:00:00Z");

    record Blob(byte[] content, byte[] md5, Attributes attributes) {}

    /** Called before each request is carried out, with its name, such as {@code read big 8388608}; may throw. */
    volatile Consumer<String> before = request -> {};

    /** Bodies end after so many bytes, as often as it says. */
    final Map<String, Integer> truncated = new ConcurrentHashMap<>();

    final List<String> requests = new CopyOnWriteArrayList<>();
    final Map<String, Blob> blobs = new ConcurrentSkipListMap<>();
    final Map<String, Map<String, byte[]>> blocks = new ConcurrentHashMap<>();

    private final Map<String, byte[]> contents = new ConcurrentSkipListMap<>();
    private final Map<String, Original> originals = new ConcurrentHashMap<>();
    private final Map<String, Map<String, String>> tags = new ConcurrentHashMap<>();
    private final Map<String, Integer> partSizes = new ConcurrentHashMap<>();

    FakeClouds with(String key, byte[] content) {
        return with(key, content, LONG_AGO, new Digest(Algorithm.Md5, md5(content), 0));
    }

    FakeClouds with(String key, byte[] content, Instant modified, Digest... digests) {
        return with(key, content, modified, Headers.NONE, digests);
    }

    FakeClouds with(String key, byte[] content, Instant modified, Headers headers, Digest... digests) {
        contents.put(key, content);
        String etag = "\"" + md5(content) + "\"";
        originals.put(key, new Original(key, content.length, modified, etag, null, headers, 0, List.of(digests)));
        return this;
    }

    /** An object of a storage class. */
    FakeClouds with(String key, byte[] content, String storageClass) {
        with(key, content);
        originals.compute(
                key,
                (k, one) -> new Original(
                        k,
                        content.length,
                        LONG_AGO,
                        requireNonNull(one).etag(),
                        storageClass,
                        one.headers(),
                        0,
                        one.digests()));
        return this;
    }

    /** An object with tags. */
    FakeClouds with(String key, byte[] content, Map<String, String> tagged) {
        with(key, content);
        tags.put(key, tagged);
        originals.compute(
                key,
                (k, one) -> new Original(
                        k,
                        content.length,
                        LONG_AGO,
                        requireNonNull(one).etag(),
                        null,
                        one.headers(),
                        tagged.size(),
                        one.digests()));
        return this;
    }

    @Override
    public Map<String, String> tags(String key) {
        request("tags " + key);
        return requireNonNull(tags.get(key));
    }

    FakeClouds inParts(String key, int partSize) {
        partSizes.put(key, partSize);
        return this;
    }

    /** Other bytes under the same ETag, as a broken disk or line would give them. */
    void content(String key, byte[] content) {
        contents.put(key, content);
    }

    static String md5(byte[] content) {
        return HexFormat.of().formatHex(Course.digest("MD5").digest(content));
    }

    long count(String beginning) {
        return requests.stream().filter(r -> r.startsWith(beginning)).count();
    }

    private void request(String request) {
        requests.add(request);
        before.accept(request);
    }

    private Original original(String key) {
        if (!contents.containsKey(key)) {
            throw new Trouble("SourceNotFound", key + " is not there", false).asException();
        }
        return Objects.requireNonNull(originals.get(key));
    }

    // The source, read

    @Override
    public Original inspect(String key) {
        request("inspect " + key);
        return original(key);
    }

    @Override
    public Opened fetch(String key) {
        request("fetch " + key);
        Original original = original(key);
        return new Opened(original, body(key, requireNonNull(contents.get(key)), 0, (int) original.size()));
    }

    @Override
    public InputStream read(Original original, long offset, int length) {
        request("read " + original.key() + " " + offset);
        Original now = original(original.key());
        if (!now.etag().equals(original.etag())) {
            throw new Trouble("SourceChanged", original.key() + " changed while it was read", false).asException();
        }
        return body(original.key(), requireNonNull(contents.get(original.key())), (int) offset, length);
    }

    private InputStream body(String key, byte[] content, int offset, int length) {
        int left = truncated.merge(key, -1, Integer::sum);
        return left >= 0
                ? new ByteArrayInputStream(content, offset, length / 2)
                : new SequenceInputStream(
                        new ByteArrayInputStream(content, offset, length / 3),
                        new ByteArrayInputStream(content, offset + length / 3, length - length / 3));
    }

    @Override
    public OptionalLong firstPart(Original original) {
        Integer size = partSizes.get(original.key());
        return size == null ? OptionalLong.empty() : OptionalLong.of(size);
    }

    // The target, written

    @Override
    public void put(String key, ByteBuffer content, byte[] md5, Attributes attributes) {
        request("put " + key);
        refuseArchived(key);
        byte[] bytes = bytes(content);
        if (!Arrays.equals(md5, Course.digest("MD5").digest(bytes))) {
            throw new Trouble("TargetRejected", "Md5Mismatch", true).asException();
        }
        blobs.put(key, new Blob(bytes, md5, attributes));
        blocks.remove(key);
    }

    /** As the service does. */
    private void refuseArchived(String key) {
        Blob blob = blobs.get(key);
        if (blob != null && blob.attributes().tier().equals(Optional.of(BlobTier.Archive))) {
            throw new Trouble("TargetArchived", key + " is archived", false).asException();
        }
    }

    @Override
    public void remove(String key) {
        request("remove " + key);
        blobs.remove(key);
    }

    @Override
    public void stage(String key, String block, ByteBuffer content) {
        request("stage " + key);
        if (Base64.getDecoder().decode(block).length > 64) {
            throw new Trouble("TargetRejected", "InvalidQueryParameterValue", false).asException();
        }
        blocks.computeIfAbsent(key, k -> new ConcurrentHashMap<>()).put(block, bytes(content));
    }

    private static byte[] bytes(ByteBuffer content) {
        byte[] bytes = new byte[content.remaining()];
        content.get(bytes);
        return bytes;
    }

    @Override
    public List<Block> staged(String key) {
        request("staged " + key);
        return blocks.getOrDefault(key, Map.of()).entrySet().stream()
                .map(entry -> new Block(entry.getKey(), entry.getValue().length))
                .toList();
    }

    @Override
    public void commit(String key, List<String> names, byte[] md5, Attributes attributes) {
        request("commit " + key);
        refuseArchived(key);
        Map<String, byte[]> waiting = blocks.getOrDefault(key, Map.of());
        List<byte[]> pieces = new ArrayList<>();
        for (String name : names) {
            byte[] piece = waiting.get(name);
            if (piece == null) {
                throw new Trouble("TargetBlocksGone", "InvalidBlockList", false).asException();
            }
            pieces.add(piece);
        }
        ByteBuffer whole =
                ByteBuffer.allocate(pieces.stream().mapToInt(p -> p.length).sum());
        pieces.forEach(whole::put);
        blobs.put(key, new Blob(whole.array(), md5, attributes));
        blocks.remove(key);
    }

    // Both, listed and looked at

    @Override
    public void list(Consumer<Item> each) {
        contents.forEach((key, content) -> each.accept(item(key)));
    }

    private Item item(String key) {
        Original original = original(key);
        return new Item(
                key,
                original.size(),
                original.lastModified(),
                original.whole(Algorithm.Md5).map(Digest::hex).orElse(null),
                key.startsWith("archived"));
    }

    @Override
    public void listOld(Consumer<OldVersion> each) {
        throw new AssertionError();
    }

    @Override
    public Optional<Seen> look(String key) {
        return contents.containsKey(key)
                ? Optional.of(new Seen(original(key).size(), original(key).lastModified(), null, false))
                : Optional.empty();
    }

    /** The target, listed. */
    Target container() {
        return new Target() {
            @Override
            public void list(Consumer<Item> each) {
                blobs.forEach((key, blob) ->
                        each.accept(new Item(key, blob.content().length, Instant.now(), hex(blob), false)));
            }

            @Override
            public Optional<Seen> look(String key) {
                return Optional.ofNullable(blobs.get(key))
                        .map(blob -> new Seen(blob.content().length, Instant.now(), hex(blob), true));
            }

            @Override
            public Content open(String key) {
                throw new UnsupportedOperationException();
            }

            @Override
            public Map<String, String> tags(String key) {
                throw new UnsupportedOperationException();
            }

            @Override
            public boolean isEmpty() {
                return blobs.isEmpty();
            }

            @Override
            public void reach() {}

            @Override
            public String name() {
                return "container";
            }
        };
    }

    private static String hex(Blob blob) {
        return HexFormat.of().formatHex(blob.md5());
    }

    @Override
    public Content open(String key) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void readFirstByte(String key) {}

    @Override
    public Optional<Instant> credentialsExpire() {
        return Optional.empty();
    }

    @Override
    public String name() {
        return "s3://orders";
    }

    /** What a service answers once or more often, then no more. */
    static Consumer<String> times(int times, String request, Trouble trouble) {
        return times(times, request, trouble, null);
    }

    static Consumer<String> times(int times, String request, Trouble trouble, @Nullable Duration rest) {
        AtomicInteger left = new AtomicInteger(times);
        return made -> {
            if (made.startsWith(request) && left.getAndDecrement() > 0) {
                throw trouble.asException(new IllegalStateException(), rest);
            }
        };
    }
}
