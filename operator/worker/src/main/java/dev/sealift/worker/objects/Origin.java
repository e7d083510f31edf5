package dev.sealift.worker.objects;

import java.io.IOException;

/** The source as it is written to when a cutover is taken back. Nothing here is tried a second time. */
@FunctionalInterface
public interface Origin {

    /**
     * Writes an object, with its headers and metadata, replacing what is there.
     *
     * @param size of the content
     * @throws IOException if the content can't be read
     */
    void write(String key, Content content, long size) throws IOException;
}
