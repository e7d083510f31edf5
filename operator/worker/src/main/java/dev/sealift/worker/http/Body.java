package dev.sealift.worker.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The content of an answer. Closed at its end, it gives its connection back; closed before, it cuts it off, where the library's
 * own stream would first read all the rest.
 */
final class Body extends FilterInputStream {

    private final Answer answer;
    private long left;

    /** @param length negative if nobody knows */
    Body(InputStream content, long length, Answer answer) {
        super(content);
        this.left = length;
        this.answer = answer;
    }

    @Override
    public int read() throws IOException {
        int read = super.read();
        left -= read < 0 ? 0 : 1;
        return read;
    }

    @Override
    public int read(byte[] array, int offset, int count) throws IOException {
        int read = super.read(array, offset, count);
        left -= Math.max(0, read);
        return read;
    }

    @Override
    public void close() throws IOException {
        try {
            if (left == 0) {
                // The library knows the end only by a reading that finds it.
                super.read();
            }
        } finally {
            answer.close();
        }
    }
}
