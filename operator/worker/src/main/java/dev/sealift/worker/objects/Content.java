package dev.sealift.worker.objects;

import java.io.IOException;
import java.io.InputStream;

/** One object or blob, opened for reading. Whoever has opened it closes it. */
public record Content(InputStream body, Headers headers) implements AutoCloseable {

    @Override
    public void close() throws IOException {
        body.close();
    }
}
