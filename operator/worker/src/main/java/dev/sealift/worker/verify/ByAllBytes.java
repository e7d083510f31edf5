package dev.sealift.worker.verify;

import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Proof;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.index.IndexReader.Entry;
import dev.sealift.worker.index.IndexWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads everything that has changed at either side since it was last read and found equal. The new index is written as keys are
 * listed, in their order, as if all of them were going to be equal; those that turn out not to be are left out at the end.
 */
final class ByAllBytes implements Proving {

    /** So many keys that aren't equal are a broken copy, and worth no index. */
    private static final int MOST_UNPROVEN = 100_000;

    private final Ledger ledger;
    private final Readers readers;
    private final CleanIndex index;
    private final @Nullable IndexReader before;
    private final Path file;
    private final IndexWriter presumed;
    private final Set<String> unproven = ConcurrentHashMap.newKeySet();
    /** The key that was read before, if it is the last that was listed; no other thread is told of it. */
    private @Nullable String clean;

    ByAllBytes(Ledger ledger, Readers readers, CleanIndex index, Path scratch) {
        this.ledger = ledger;
        this.readers = readers;
        this.index = index;
        this.before = index.former().orElse(null);
        try {
            this.file = Files.createTempFile(scratch, "clean", ".index");
            this.presumed = new IndexWriter(Files.newOutputStream(file), index.since());
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + scratch, e);
        }
    }

    @Override
    public synchronized void listed(Pair pair, Verdict first) {
        clean = null;
        if (pair instanceof Pair.Both both && both.isReadable() && first instanceof Verdict.Equal) {
            Fingerprint.of(both.source(), both.target()).ifPresent(now -> presume(both.key(), now));
        }
    }

    private void presume(String key, long now) {
        OptionalLong then = before == null ? OptionalLong.empty() : before.at(key);
        clean = then.isPresent() && then.getAsLong() == now ? key : null;
        try {
            presumed.add(key, now);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + file, e);
        }
    }

    @Override
    public void equal(Pair.Both pair, Verdict.Equal byListings) {
        if (isClean(pair.key())) {
            ledger.enter(pair, new Verdict.Equal(new Proof.BytesBefore()));
        } else {
            readers.read(pair, verdict -> remember(pair.key(), verdict));
        }
    }

    private synchronized boolean isClean(String key) {
        return key.equals(clean);
    }

    private void remember(String key, Optional<Verdict> verdict) {
        boolean proven = verdict.isPresent() && Readers.isClean(verdict.get());
        if (!proven && unproven.size() <= MOST_UNPROVEN) {
            unproven.add(key);
        }
    }

    @Override
    public void finish() throws InterruptedException {
        readers.settle();
        try {
            presumed.finish();
            presumed.close();
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to " + file, e);
        }
        if (before != null) {
            before.exhaust();
        }
        if (unproven.size() > MOST_UNPROVEN) {
            index.forget();
        } else {
            index.keep(this::proven);
        }
    }

    private void proven(IndexWriter out) throws IOException {
        try (IndexReader all = new IndexReader(Files.newInputStream(file))) {
            while (all.hasNext()) {
                Entry entry = all.next();
                if (!unproven.contains(entry.key())) {
                    out.add(entry.key(), entry.fingerprint());
                }
            }
        }
    }

    @Override
    public String proven() {
        return "all bytes were compared; those of objects that have not changed since were read at "
                + index.since().truncatedTo(ChronoUnit.SECONDS) + " or later";
    }

    @Override
    public void close() {
        readers.close();
        try {
            Files.deleteIfExists(file);
            if (before != null) {
                before.close();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
