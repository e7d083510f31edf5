package dev.sealift.testkit.shake;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The stream of changes on disk: one thread puts in what comes, another takes it out as fast as it can. It stays open until the
 * program ends.
 */
final class Spool {

    private final FileChannel file;
    private final long start;
    private long written;
    private final AtomicLong read = new AtomicLong();

    /** @param start the offset of the source's stream at which this begins */
    Spool(Path path, long start) throws IOException {
        this.file = FileChannel.open(
                path,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE);
        this.start = start;
    }

    void append(byte[] bytes, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(bytes, 0, length);
        while (buffer.hasRemaining()) {
            file.write(buffer, written + buffer.position());
        }
        synchronized (this) {
            written += length;
            notifyAll();
        }
    }

    /** The source's offset up to which the input was read, which is ahead of what was made of it. */
    long readOffset() {
        return start + read.get();
    }

    /** Waits at the end for more. */
    InputStream input() {
        return new Tail();
    }

    /** How many bytes there are to read: at least one. What is on disk beyond them is just being put in. */
    private synchronized long awaitMore() throws IOException {
        try {
            while (read.get() >= written) {
                wait();
            }
            return written - read.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        }
    }

    private final class Tail extends InputStream {

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int most = (int) Math.min(length, awaitMore());
            int count = file.read(ByteBuffer.wrap(bytes, offset, most), read.get());
            read.addAndGet(count);
            return count;
        }
    }
}
