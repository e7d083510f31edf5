package dev.sealift.worker.verify;

import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Proof;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.index.IndexReader.Entry;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.work.Confidence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * Reads a sample: of all keys that the listings call equal, those whose hash under the seed is lowest. So every key is as likely to
 * be drawn as every other, the same seed draws the same keys, and a key more or less changes the sample by one at most.
 */
final class BySample implements Proving {

    private final Ledger ledger;
    private final Readers readers;
    private final CleanIndex index;
    private final int size;
    private final long seed;
    private final PriorityQueue<Drawn> drawn =
            new PriorityQueue<>(Comparator.comparing(Drawn::hash).reversed());
    private final ConcurrentMap<String, Long> clean = new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);
    private long candidates;
    private long sampled;

    BySample(Ledger ledger, Readers readers, CleanIndex index, int size, long seed) {
        this.ledger = ledger;
        this.readers = readers;
        this.index = index;
        this.size = size;
        this.seed = seed;
    }

    private record Drawn(long hash, Pair.Both pair, Verdict.Equal byListings) {}

    @Override
    public void listed(Pair pair, Verdict first) {}

    @Override
    public synchronized void equal(Pair.Both pair, Verdict.Equal byListings) {
        candidates++;
        drawn.add(new Drawn(Fingerprint.of(seed, pair.key()), pair, byListings));
        if (drawn.size() > size) {
            Drawn out = drawn.remove();
            ledger.enter(out.pair(), out.byListings());
        }
    }

    @Override
    public void finish() throws InterruptedException {
        TreeMap<String, Pair.Both> sample = sample();
        sampled = sample.size();
        Map<String, Long> before = before();
        sample.forEach((key, pair) -> prove(pair, before.get(key)));
        readers.settle();
        index.keep(out -> {
            for (Map.Entry<String, Long> entry : clean.entrySet()) {
                out.add(entry.getKey(), entry.getValue());
            }
        });
    }

    private synchronized TreeMap<String, Pair.Both> sample() {
        TreeMap<String, Pair.Both> sample = new TreeMap<>(KeyOrder.INSTANCE);
        drawn.forEach(each -> sample.put(each.pair().key(), each.pair()));
        drawn.clear();
        return sample;
    }

    private Map<String, Long> before() {
        Map<String, Long> before = new HashMap<>();
        try (IndexReader former = index.former().orElse(null)) {
            while (former != null && former.hasNext()) {
                Entry entry = former.next();
                before.put(entry.key(), entry.fingerprint());
            }
            return before;
        } catch (CorruptIndexException e) {
            return Map.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void prove(Pair.Both pair, @org.jspecify.annotations.Nullable Long before) {
        OptionalLong now = Fingerprint.of(pair.source(), pair.target());
        if (before != null && now.isPresent() && now.getAsLong() == before) {
            clean.put(pair.key(), before);
            ledger.enter(pair, new Verdict.Equal(new Proof.BytesBefore()));
        } else {
            readers.read(pair, verdict -> remember(pair.key(), now, verdict));
        }
    }

    private void remember(String key, OptionalLong fingerprint, Optional<Verdict> verdict) {
        boolean proven = verdict.isPresent() && Readers.isClean(verdict.get());
        if (proven && fingerprint.isPresent()) {
            clean.put(key, fingerprint.getAsLong());
        }
    }

    @Override
    public synchronized String proven() {
        return Confidence.statement("all bytes", "objects", candidates, sampled);
    }

    @Override
    public void close() {
        readers.close();
    }
}
