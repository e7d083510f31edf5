package dev.sealift.worker.verify;

import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;

/** Where a key's last word goes: it is counted, and written down as evidence. */
record Ledger(Tally tally, Evidence evidence) {

    void enter(Pair pair, Verdict verdict) {
        tally.judged(pair, verdict);
        evidence.add(pair, verdict);
    }
}
