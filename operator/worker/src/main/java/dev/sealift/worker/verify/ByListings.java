package dev.sealift.worker.verify;

import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;

/** Believes the listings. */
record ByListings(Ledger ledger) implements Proving {

    @Override
    public void listed(Pair pair, Verdict first) {}

    @Override
    public void equal(Pair.Both pair, Verdict.Equal byListings) {
        ledger.enter(pair, byListings);
    }

    @Override
    public void finish() {}

    @Override
    public String proven() {
        return "both listings were compared; no object was read";
    }

    @Override
    public void close() {}
}
