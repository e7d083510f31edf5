package dev.sealift.worker.records;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One migration's records, by names such as {@code index/source}. Every method blocks and may throw a
 * {@link dev.sealift.worker.work.TroubleException}.
 */
public interface Records {

    /** Opens the record; empty if there is none. */
    Optional<InputStream> read(String name);

    /**
     * Puts all that is written under the name, in place of what was there. It appears whole, at the end, or, if the writing
     * throws, not at all.
     */
    void write(String name, Writing writing);

    /** When the record was last written, by the clock of the service that also stamps blobs; empty if there is none. */
    Optional<Instant> writtenAt(String name);

    /** The names that begin with it, sorted. */
    List<String> list(String beginning);

    /** Removes the record, if it is there. */
    void delete(String name);

    /** Where a record stands, for people: a URL without a secret. */
    String locate(String name);

    /** Writes a record's content, in bounded memory. */
    interface Writing {

        /** Writes everything; what it throws abandons the record. */
        void to(OutputStream out) throws IOException;
    }
}
