package dev.sealift.worker.copy;

import dev.sealift.api.worker.RecordNames;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.records.Records;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the source held when a pass last listed it: the index that the next pass goes by. The one that a pass writes waits on the
 * volume, where it outlives the pod, until all that the pass was to copy has been copied; only then it takes the former's place.
 */
final class SourceIndex {

    private static final Logger log = LoggerFactory.getLogger(SourceIndex.class);

    private static final String RECORD = RecordNames.INDEXES + "source";

    private final Records records;
    private final StagedIndex staged;
    private final Clock clock;

    SourceIndex(Records records, Path directory, Clock clock) {
        this.records = records;
        this.staged = new StagedIndex(directory, "source");
        this.clock = clock;
    }

    /** The index of the last pass that succeeded; empty if there is none. It may turn out to be corrupt as it is read. */
    Optional<IndexReader> former() {
        try {
            return records.read(RECORD).map(IndexReader::new);
        } catch (CorruptIndexException e) {
            log.warn("{}; the sides are compared instead", e.getMessage());
            return Optional.empty();
        }
    }

    /** Begins the index of a listing; it isn't staged before it is ended. */
    Listing begin() {
        return new Listing(staged.begin(clock.instant()));
    }

    /** The staged index takes the former's place. Without one, as in a pass that went by no listing of ours, the former stays. */
    void promote() {
        if (staged.isThere()) {
            records.write(RECORD, out -> Files.copy(staged.file(), out));
        }
    }

    /** The next pass compares the sides. */
    void forget() {
        records.delete(RECORD);
    }

    /**
     * The index of a listing that is under way.
     *
     * @param writing where it goes
     */
    record Listing(StagedIndex.Writing writing) implements AutoCloseable {

        /** An item is listed that will have been copied when the pass has succeeded. One without a version is copied each time. */
        void add(Item item) {
            Fingerprint.of(item).ifPresent(fingerprint -> writing.add(item.key(), fingerprint));
        }

        /** Everything was listed. */
        void stage() {
            writing.stage();
        }

        @Override
        public void close() {
            writing.close();
        }
    }
}
