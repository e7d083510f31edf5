package dev.sealift.worker.objects;

import java.io.IOException;
import java.io.InputStream;

/**
 * One object or blob, opened for reading. Whoever has opened it closes it.
 *
 * @param tagCount how many tags it has, as far as this identity may know
 */
public record Content(InputStream body, Headers headers, int tagCount) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        body.close();
    }
}
