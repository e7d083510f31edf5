package dev.sealift.worker.aws;

import java.io.FilterInputStream;
import java.io.IOException;
import software.amazon.awssdk.core.ResponseInputStream;

/** The bytes of an answer. One that isn't read to its end is cut off when closed; the SDK would first read the rest. */
final class Body extends FilterInputStream {

    private final ResponseInputStream<?> answer;
    private long left;

    Body(ResponseInputStream<?> answer, long length) {
        super(answer);
        this.answer = answer;
        this.left = length;
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
        if (left > 0) {
            answer.abort();
        } else {
            super.close();
        }
    }
}
