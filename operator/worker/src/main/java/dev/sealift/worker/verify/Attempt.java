package dev.sealift.worker.verify;

import dev.sealift.worker.compare.Findings;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;

/** One way through both listings. What they call equal goes on to be proven; all else is the last word. */
record Attempt(Ledger ledger, Proving proving, Copies copies, Tiers tiers) implements Findings, AutoCloseable {

    @Override
    public void listed(Pair pair, Verdict first) {
        ledger.tally().listed(pair);
        proving.listed(pair, first);
        copies.listed(pair);
        if (first instanceof Verdict.Equal && pair instanceof Pair.Both both) {
            tiers.remark(both).ifPresent(remark -> ledger.tally().otherTier(both.key(), remark));
        }
    }

    @Override
    public void judged(Pair pair, Verdict verdict) {
        if (verdict instanceof Verdict.Equal equal && pair instanceof Pair.Both both) {
            equal(both, equal);
        } else {
            ledger.enter(pair, copies.judged(pair, verdict));
        }
    }

    private void equal(Pair.Both pair, Verdict.Equal byListings) {
        if (pair.isReadable()) {
            proving.equal(pair, byListings);
        } else {
            ledger.tally().unreadable();
            ledger.enter(pair, byListings);
        }
    }

    @Override
    public void close() {
        proving.close();
        copies.close();
        ledger.evidence().close();
    }
}
