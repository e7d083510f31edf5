package dev.sealift.worker.index;

import dev.sealift.worker.objects.KeyOrder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Reads an index from its beginning to its end, one entry in memory. Whatever is wrong with it, a {@link CorruptIndexException}
 * says so, at the end at the latest; so what was concluded from an index counts only after its last entry.
 */
public final class IndexReader implements AutoCloseable {

    /** The longest key that S3 knows, in bytes, and some. */
    private static final int LONGEST_KEY = 4096;

    private final DataInputStream in;
    private final Instant since;
    private byte[] former = {};
    private @Nullable Entry current;
    private @Nullable String formerKey;
    private boolean ended;
    private long count;

    /** A key and its fingerprint. */
    public record Entry(String key, long fingerprint) {}

    /** @throws CorruptIndexException if it isn't the beginning of an index */
    public IndexReader(InputStream stream) {
        try {
            this.in = new DataInputStream(new BufferedInputStream(new GZIPInputStream(stream, 1 << 16), 1 << 16));
            if (in.readInt() != IndexWriter.MAGIC) {
                throw new CorruptIndexException("it isn't an index");
            }
            this.since = Instant.ofEpochSecond(in.readLong());
        } catch (IOException | RuntimeException e) {
            throw corrupt(e);
        }
    }

    /** The moment that its writer gave it. */
    public Instant since() {
        return since;
    }

    public boolean hasNext() {
        return peek() != null;
    }

    public Entry next() {
        Entry entry = peek();
        if (entry == null) {
            throw new NoSuchElementException();
        }
        current = null;
        return entry;
    }

    /** The fingerprint of a key, passing by all before it; keys are asked for in {@link KeyOrder}. */
    public OptionalLong at(String key) {
        return at(key, entry -> {});
    }

    /** The same, telling what is passed by. */
    public OptionalLong at(String key, Consumer<Entry> passedBy) {
        for (Entry entry = peek(); entry != null; entry = peek()) {
            int order = KeyOrder.INSTANCE.compare(entry.key(), key);
            if (order > 0) {
                return OptionalLong.empty();
            }
            current = null;
            if (order == 0) {
                return OptionalLong.of(entry.fingerprint());
            }
            passedBy.accept(entry);
        }
        return OptionalLong.empty();
    }

    /** Reads what is left, so that it is known whether the index is whole. */
    public void exhaust() {
        exhaust(entry -> {});
    }

    /** The same, telling what that is. */
    public void exhaust(Consumer<Entry> left) {
        while (hasNext()) {
            left.accept(next());
        }
    }

    private @Nullable Entry peek() {
        if (current == null && !ended) {
            try {
                current = read();
            } catch (IOException | RuntimeException e) {
                throw corrupt(e);
            }
        }
        return current;
    }

    private @Nullable Entry read() throws IOException {
        long shared = number() - 1;
        if (shared < 0) {
            ended = true;
            end();
            return null;
        }
        long rest = number();
        if (shared > former.length || shared + rest > LONGEST_KEY) {
            throw new CorruptIndexException("a key is longer than keys are");
        }
        byte[] bytes = Arrays.copyOf(former, (int) (shared + rest));
        in.readFully(bytes, (int) shared, (int) rest);
        former = bytes;
        count++;
        return new Entry(ordered(new String(bytes, StandardCharsets.UTF_8)), in.readLong());
    }

    private String ordered(String key) {
        if (formerKey != null && KeyOrder.INSTANCE.compare(formerKey, key) >= 0) {
            throw new CorruptIndexException("its keys aren't sorted");
        }
        formerKey = key;
        return key;
    }

    /** The end of the gzip stream is read too, for its check sum is there. */
    private void end() throws IOException {
        if (in.readLong() != count || in.read() >= 0) {
            throw new CorruptIndexException("it holds another number of entries than it says");
        }
    }

    private long number() throws IOException {
        long number = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            int next = in.readUnsignedByte();
            number |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                return number;
            }
        }
        throw new CorruptIndexException("a number is longer than numbers are");
    }

    private static CorruptIndexException corrupt(Exception e) {
        return e instanceof CorruptIndexException known ? known : new CorruptIndexException(e);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
