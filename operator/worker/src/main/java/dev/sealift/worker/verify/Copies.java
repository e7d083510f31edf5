package dev.sealift.worker.verify;

import dev.sealift.api.worker.RecordNames;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.records.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells the migration's own copies from what else is at the target only, by the account that its passes keep. */
final class Copies implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Copies.class);

    private final Set<String> suspects = ConcurrentHashMap.newKeySet();
    private Optional<IndexReader> account;

    private Copies(Optional<IndexReader> account) {
        this.account = account;
    }

    /** Nobody has asked which they are. */
    static Copies untold() {
        return new Copies(Optional.empty());
    }

    /** By the last pass's account; without one, nothing is known to be a copy. */
    static Copies of(Records records) {
        try {
            return new Copies(records.read(RecordNames.COPIED).map(IndexReader::new));
        } catch (CorruptIndexException e) {
            log.warn("the account of what was copied: {}", e.getMessage());
            return untold();
        }
    }

    /** Both listings have come past a key, in the order of keys. */
    void listed(Pair pair) {
        if (pair instanceof Pair.TargetOnly(Item target) && isCopy(target)) {
            suspects.add(target.key());
        }
    }

    private boolean isCopy(Item target) {
        try {
            OptionalLong version = account.map(index -> index.at(target.key())).orElseGet(OptionalLong::empty);
            return version.isPresent() && version.equals(Fingerprint.of(target));
        } catch (CorruptIndexException e) {
            log.warn("the account of what was copied: {}", e.getMessage());
            account = Optional.empty();
            return false;
        }
    }

    /** The last word on a key. */
    Verdict judged(Pair pair, Verdict verdict) {
        boolean copy = suspects.remove(pair.key());
        return copy && verdict instanceof Verdict.Extra ? new Verdict.Gone() : verdict;
    }

    @Override
    public void close() {
        account.ifPresent(index -> {
            try {
                index.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }
}
