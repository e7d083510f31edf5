package dev.sealift.worker.verify;

import dev.sealift.api.worker.RecordNames;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.index.IndexWriter;
import dev.sealift.worker.records.Records;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What was read before and found equal, by the versions of both sides. Whatever changes at either side changes a version, so it
 * is read again; so is everything, once the oldest reading is too long ago.
 */
final class CleanIndex {

    private static final Logger log = LoggerFactory.getLogger(CleanIndex.class);

    private final Records records;
    private final String name;
    private final Instant now;
    private final long afreshAfterSeconds;
    private Instant since;

    CleanIndex(Records records, String kind, Instant now, long afreshAfterSeconds) {
        this.records = records;
        this.name = RecordNames.INDEXES + "clean-" + kind;
        this.now = now;
        this.afreshAfterSeconds = afreshAfterSeconds;
        this.since = now;
    }

    /** The index that a former comparison has left; empty if there is none that may be gone by. */
    Optional<IndexReader> former() {
        since = now;
        try {
            Optional<IndexReader> found =
                    records.read(name).map(IndexReader::new).filter(this::fresh);
            found.ifPresent(index -> since = index.since());
            return found;
        } catch (CorruptIndexException e) {
            log.warn("{}: {}; everything is read", name, e.getMessage());
            return Optional.empty();
        }
    }

    private boolean fresh(IndexReader index) {
        return afreshAfterSeconds == 0 || Duration.between(index.since(), now).toSeconds() < afreshAfterSeconds;
    }

    /** Since when, at the earliest, what the index holds was read. */
    Instant since() {
        return since;
    }

    /** Writes the entries, by the one who has them. */
    interface Entries {
        void to(IndexWriter index) throws java.io.IOException;
    }

    void keep(Entries entries) {
        records.write(name, out -> {
            IndexWriter index = new IndexWriter(out, since);
            entries.to(index);
            index.finish();
            index.close();
        });
    }

    /** Without an index everything is read the next time. */
    void forget() {
        records.delete(name);
    }
}
