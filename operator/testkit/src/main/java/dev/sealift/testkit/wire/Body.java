package dev.sealift.testkit.wire;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * The bytes of a message.
 *
 * @param length how many, {@link #UNKNOWN} if only their end tells
 */
public record Body(long length, InputStream stream) implements AutoCloseable {

    /** The length of a body that comes in chunks or until the connection ends. */
    public static final long UNKNOWN = -1;

    /** A body that is held. */
    public static Body of(byte[] bytes) {
        return new Body(bytes.length, new ByteArrayInputStream(bytes));
    }

    /** No body. */
    public static Body none() {
        return of(new byte[0]);
    }

    @Override
    public void close() throws IOException {
        stream.close();
    }
}
