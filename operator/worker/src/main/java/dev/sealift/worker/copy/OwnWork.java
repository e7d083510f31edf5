package dev.sealift.worker.copy;

import dev.sealift.api.worker.RecordNames;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.SortedItems;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.index.IndexReader.Entry;
import dev.sealift.worker.index.IndexWriter;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.records.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Iterator;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The account of which blobs are this migration's own work: each was written after the migration had begun and was seen to equal its
 * object, in the version that it had then. What was at the target before isn't in it, nor what somebody has written over a copy; so
 * nothing but what is in it may ever be deleted.
 *
 * <p>An object that has gone at the source stays in the account until its blob is deleted. While a pass is under way its account waits on
 * the volume, in three files: what is ours, what of that has gone, and what the engine was to copy.
 */
final class OwnWork {

    private static final Logger log = LoggerFactory.getLogger(OwnWork.class);

    private final Records records;
    private final Path directory;
    private final Clock clock;
    private final StagedIndex own;
    private final StagedIndex gone;
    private final StagedIndex taken;

    /** @param records those of the whole migration, not of a shard */
    OwnWork(Records records, Path directory, Clock clock) {
        this.records = records;
        this.directory = directory;
        this.clock = clock;
        this.own = new StagedIndex(directory, "own");
        this.gone = new StagedIndex(directory, "gone");
        this.taken = new StagedIndex(directory, "taken");
    }

    /** The moment after which the migration has copied, by the clock that stamps blobs; asked for before the first copy. */
    Instant begun() {
        return records.writtenAt(RecordNames.BEGUN).or(this::begunNow).orElse(Instant.MAX);
    }

    private Optional<Instant> begunNow() {
        records.write(
                RecordNames.BEGUN, out -> out.write(clock.instant().toString().getBytes(StandardCharsets.UTF_8)));
        return records.writtenAt(RecordNames.BEGUN);
    }

    /** The account that the last pass has left; empty if there is none. It may turn out to be corrupt as it is read. */
    private Optional<IndexReader> former() {
        try {
            return records.read(RecordNames.COPIED).map(IndexReader::new);
        } catch (CorruptIndexException e) {
            log.warn("{}; what has been deleted before is not known any more", e.getMessage());
            return Optional.empty();
        }
    }

    /** Nobody keeps account any more, so what there is would soon be untrue. */
    void forget() {
        records.delete(RecordNames.COPIED);
    }

    /** Begins the account of a pass. */
    Account begin() {
        taken.discard();
        return new Keeping(former(), begun());
    }

    /** These the engine is told to copy, one by one. */
    void takes(Collection<String> keys) {
        try (StagedIndex.Writing writing = taken.begin(clock.instant())) {
            keys.stream().sorted(KeyOrder.INSTANCE).forEach(key -> writing.add(key, 0));
            writing.stage();
        }
    }

    /** Whether all that the pass took is known; a pass that takes in bulk isn't told of single objects. */
    boolean isWhole() {
        return own.isThere() && gone.isThere() && taken.isThere();
    }

    /** Takes one after the other. */
    interface Each {
        void of(Entry entry) throws InterruptedException;
    }

    void eachTaken(Each each) throws InterruptedException {
        each(taken, each);
    }

    void eachGone(Each each) throws InterruptedException {
        each(gone, each);
    }

    private static void each(StagedIndex index, Each each) throws InterruptedException {
        try (IndexReader entries = index.read()) {
            while (entries.hasNext()) {
                each.of(entries.next());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Keeps the account of this pass.
     *
     * @param changes what is otherwise than when the pass was planned: the new version of a blob, or nothing where it isn't ours any more
     * @return how many blobs it holds
     */
    long keep(SortedMap<String, OptionalLong> changes) {
        long[] count = {0};
        records.write(RecordNames.COPIED, out -> {
            IndexWriter writer = new IndexWriter(out, clock.instant());
            try (IndexReader staged = own.read()) {
                count[0] = merge(staged, changes, writer);
            }
            writer.finish();
            writer.close();
        });
        return count[0];
    }

    private static long merge(IndexReader staged, SortedMap<String, OptionalLong> changes, IndexWriter out)
            throws IOException {
        Merged merged = new Merged(out);
        Iterator<String> changed = changes.keySet().iterator();
        while (changed.hasNext()) {
            String key = changed.next();
            staged.at(key, merged);
            changes.getOrDefault(key, OptionalLong.empty())
                    .ifPresent(version -> merged.accept(new Entry(key, version)));
        }
        staged.exhaust(merged);
        return merged.count;
    }

    private static final class Merged implements Consumer<Entry> {

        private final IndexWriter out;
        private long count;

        Merged(IndexWriter out) {
            this.out = out;
        }

        @Override
        public void accept(Entry entry) {
            try {
                out.add(entry.key(), entry.fingerprint());
                count++;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** The account of a pass. */
    private final class Keeping implements Account {

        private final Optional<IndexReader> former;
        private final Instant begun;
        private final StagedIndex.Writing owned = own.begin(clock.instant());
        private final StagedIndex.Writing lost = gone.begin(clock.instant());
        private final SortedItems late = new SortedItems(directory);
        private boolean anyLate;

        /** Keys under a second look, of which there are never many. */
        private final Set<String> suspects = ConcurrentHashMap.newKeySet();

        Keeping(Optional<IndexReader> former, Instant begun) {
            this.former = former;
            this.begun = begun;
        }

        @Override
        public boolean isFirst() {
            return former.isEmpty();
        }

        @Override
        public void listed(Item source, boolean same) {
            OptionalLong version = at(source.key(), this::hasGone);
            if (same) {
                version.ifPresent(found -> owned.add(source.key(), found));
            }
        }

        private OptionalLong at(String key, Consumer<Entry> passedBy) {
            return former.map(index -> index.at(key, passedBy)).orElseGet(OptionalLong::empty);
        }

        private void hasGone(Entry entry) {
            owned.add(entry.key(), entry.fingerprint());
            lost.add(entry.key(), entry.fingerprint());
        }

        @Override
        public void listedAll() {
            former.ifPresent(index -> index.exhaust(this::hasGone));
        }

        /** What neither side has is passed by. */
        @Override
        public void compared(Pair pair, Verdict first) {
            OptionalLong version = at(pair.key(), entry -> {});
            switch (pair) {
                case Pair.Both(Item source, Item target)
                when isOurs(target, version) || proves(target, first) ->
                    Fingerprint.of(target).ifPresent(now -> owned.add(target.key(), now));
                case Pair.TargetOnly(Item target)
                when isOurs(target, version) -> hasGone(new Entry(target.key(), version.getAsLong()));
                case Pair.Both _ when first instanceof Verdict.Different -> suspects.add(pair.key());
                case Pair.Both _, Pair.TargetOnly _, Pair.SourceOnly _ -> {}
            }
        }

        private static boolean isOurs(Item target, OptionalLong version) {
            return version.isPresent() && version.equals(Fingerprint.of(target));
        }

        private boolean proves(Item target, Verdict verdict) {
            return verdict instanceof Verdict.Equal && target.lastModified().isAfter(begun);
        }

        /** A second look, perhaps at the bytes, may find equal what the listings did not. */
        @Override
        public void judged(Pair pair, Verdict last) {
            boolean suspect = suspects.remove(pair.key());
            if (suspect && pair instanceof Pair.Both(Item source, Item target) && proves(target, last)) {
                add(target);
            }
        }

        private synchronized void add(Item target) {
            late.accept(target);
            anyLate = true;
        }

        @Override
        public synchronized void stage() {
            former.ifPresent(IndexReader::exhaust);
            owned.stage();
            lost.stage();
            if (anyLate) {
                addLate();
            }
        }

        private void addLate() {
            StagedIndex all = new StagedIndex(directory, "own-all");
            try (IndexReader before = own.read();
                    StagedIndex.Writing writing = all.begin(clock.instant())) {
                late.sorted().forEachRemaining(target -> {
                    before.at(target.key(), entry -> writing.add(entry.key(), entry.fingerprint()));
                    Fingerprint.of(target).ifPresent(version -> writing.add(target.key(), version));
                });
                before.exhaust(entry -> writing.add(entry.key(), entry.fingerprint()));
                writing.stage();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            own.replaceBy(all);
        }

        @Override
        public void close() {
            owned.close();
            lost.close();
            late.close();
            former.ifPresent(index -> {
                try {
                    index.close();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
