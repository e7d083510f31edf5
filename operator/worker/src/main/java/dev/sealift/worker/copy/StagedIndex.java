package dev.sealift.worker.copy;

import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.index.IndexWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

/** An index on the state volume, where it outlives the pod. It is there when all of it is. */
final class StagedIndex {

    private final Path staged;
    private final Path unfinished;

    StagedIndex(Path directory, String name) {
        this.staged = directory.resolve(name + ".index");
        this.unfinished = directory.resolve(name + ".index.new");
    }

    boolean isThere() {
        return Files.exists(staged);
    }

    Path file() {
        return staged;
    }

    void discard() {
        try {
            Files.deleteIfExists(staged);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    void replaceBy(StagedIndex other) {
        try {
            Files.move(other.staged, staged, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    IndexReader read() {
        try {
            return new IndexReader(Files.newInputStream(staged));
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the state volume", e);
        }
    }

    /** Begins it anew. */
    Writing begin(Instant since) {
        discard();
        try {
            return new Writing(new IndexWriter(Files.newOutputStream(unfinished), since));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    static UncheckedIOException unwritable(IOException e) {
        return new UncheckedIOException("can't write to the state volume", e);
    }

    /** One that is being written. */
    final class Writing implements AutoCloseable {

        private final IndexWriter writer;

        private Writing(IndexWriter writer) {
            this.writer = writer;
        }

        void add(String key, long fingerprint) {
            try {
                writer.add(key, fingerprint);
            } catch (IOException e) {
                throw unwritable(e);
            }
        }

        /** All has been added. */
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
