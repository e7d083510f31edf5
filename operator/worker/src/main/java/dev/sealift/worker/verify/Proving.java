package dev.sealift.worker.verify;

import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;

/** What is done about keys that both listings call equal. */
sealed interface Proving extends AutoCloseable permits ByListings, BySample, ByAllBytes {

    /** As {@link dev.sealift.worker.compare.Findings#listed}. */
    void listed(Pair pair, Verdict first);

    /** The listings call a key equal. Called from many threads. */
    void equal(Pair.Both pair, Verdict.Equal byListings);

    /** Every key has been listed: does what is left, waits for what is under way, and keeps what the next one can go by. */
    void finish() throws InterruptedException;

    /** What was proven, for people. */
    String proven();

    @Override
    void close();
}
