package dev.sealift.worker.index;

import dev.sealift.worker.objects.KeyOrder;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes an index: gzip over a head (magic, seconds since the epoch), entries (how many bytes of the former key this one begins
 * with, plus one; the length of the rest; the rest; the fingerprint), a zero and the number of entries.
 */
public final class IndexWriter implements AutoCloseable {

    static final int MAGIC = 0x534c4958;

    private final DataOutputStream out;
    private byte[] former = {};
    private @Nullable String formerKey;
    private long count;

    /** @param since a moment that the index keeps for its reader, to the second */
    public IndexWriter(OutputStream out, Instant since) throws IOException {
        this.out = new DataOutputStream(new BufferedOutputStream(new GZIPOutputStream(out, 1 << 16), 1 << 16));
        this.out.writeInt(MAGIC);
        this.out.writeLong(since.getEpochSecond());
    }

    /** Adds an entry; keys come in {@link KeyOrder}. */
    public void add(String key, long fingerprint) throws IOException {
        if (formerKey != null && KeyOrder.INSTANCE.compare(formerKey, key) >= 0) {
            throw new IllegalArgumentException("'" + key + "' after '" + formerKey + "'");
        }
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        int shared = shared(bytes);
        number(shared + 1L);
        number(bytes.length - shared);
        out.write(bytes, shared, bytes.length - shared);
        out.writeLong(fingerprint);
        former = bytes;
        formerKey = key;
        count++;
    }

    private int shared(byte[] bytes) {
        int most = Math.min(bytes.length, former.length);
        int shared = 0;
        while (shared < most && bytes[shared] == former[shared]) {
            shared++;
        }
        return shared;
    }

    /** Seven bits a byte, the lowest first; the eighth says that more follow. */
    private void number(long number) throws IOException {
        long left = number;
        while (left > 0x7f) {
            out.writeByte((int) (left & 0x7f | 0x80));
            left >>>= 7;
        }
        out.writeByte((int) left);
    }

    /** Ends the index; one that isn't ended is corrupt. Leaves the stream beneath open. */
    public void finish() throws IOException {
        number(0);
        out.writeLong(count);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
