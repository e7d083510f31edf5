package dev.sealift.worker.copy;

import dev.sealift.api.worker.RecordNames;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.index.IndexWriter;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.records.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import java.util.OptionalLong;
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
    private final Path staged;
    private final Path unfinished;
    private final Clock clock;

    SourceIndex(Records records, Path directory, Clock clock) {
        this.records = records;
        this.staged = directory.resolve("source.index");
        this.unfinished = directory.resolve("source.index.new");
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
        try {
            Files.deleteIfExists(staged);
            return new Listing();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /** The staged index takes the former's place. Without one, as in a pass that went by no listing of ours, the former stays. */
    void promote() {
        if (Files.exists(staged)) {
            records.write(RECORD, out -> Files.copy(staged, out));
        }
    }

    private static UncheckedIOException unwritable(IOException e) {
        return new UncheckedIOException("can't write to the state volume", e);
    }

    /** The index of a listing that is under way. */
    final class Listing implements AutoCloseable {

        private final IndexWriter writer;

        private Listing() throws IOException {
            this.writer = new IndexWriter(Files.newOutputStream(unfinished), clock.instant());
        }

        /** An item is listed that will have been copied when the pass has succeeded. One without a version is copied each time. */
        void add(Item item) {
            OptionalLong fingerprint = Fingerprint.of(item);
            if (fingerprint.isPresent()) {
                try {
                    writer.add(item.key(), fingerprint.getAsLong());
                } catch (IOException e) {
                    throw unwritable(e);
                }
            }
        }

        /** Everything was listed. */
        void stage() {
            try {
                writer.finish();
                writer.close();
                Files.move(unfinished, staged, StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        @Override
        public void close() {
            try {
                writer.close();
                Files.deleteIfExists(unfinished);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }
    }
}
