package dev.sealift.worker.azcopy;

import java.io.IOException;
import java.io.Reader;
import org.jspecify.annotations.Nullable;

/**
 * Reads lines, but never keeps more of one than a limit. AzCopy writes lists of any length into a line; the counts stand
 * before them, and a worker must not die of the rest.
 */
final class CappedLines {

    private final Reader reader;
    private final int limit;

    CappedLines(Reader reader, int limit) {
        this.reader = reader;
        this.limit = limit;
    }

    /** The next line, cut at the limit; null at the end. */
    @Nullable String next() throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n') {
            if (line.length() < limit) {
                line.append((char) c);
            }
            c = reader.read();
        }
        return line.toString();
    }
}
