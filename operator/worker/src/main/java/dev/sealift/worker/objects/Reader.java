package dev.sealift.worker.objects;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.OptionalLong;

/**
 * The source as a copier reads it. Nothing here is tried a second time: who calls knows better when. Every method may throw a
 * {@link dev.sealift.worker.work.TroubleException}, whose reason is {@code SourceChanged} if the version asked for is not there
 * any more, {@code SourceNotFound} if the object isn't, {@code Throttled} if the service wants less.
 */
public interface Reader {

    /** Asks for an object without its bytes. */
    Original inspect(String key);

    /** Begins to read an object from its beginning, in whatever version is there. To be closed. */
    Opened fetch(String key);

    /** Reads a range of that version and of no other. To be closed; what wasn't read by then costs no time. */
    InputStream read(Original original, long offset, int length);

    /** The size of the first part of an object that was uploaded in parts; empty if the service doesn't tell. */
    OptionalLong firstPart(Original original);

    /** The tags of an object, by a request of its own. */
    Map<String, String> tags(String key);

    /** An object with its bytes. */
    record Opened(Original original, InputStream body) implements AutoCloseable {

        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
