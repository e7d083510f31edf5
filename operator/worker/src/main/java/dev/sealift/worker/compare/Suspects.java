package dev.sealift.worker.compare;

import dev.sealift.worker.compare.Verdict.Different;
import dev.sealift.worker.compare.Verdict.Extra;
import dev.sealift.worker.compare.Verdict.Missing;

/**
 * Has suspects looked at again, some at the same time. So many suspects that their number alone is proof, as when the target
 * is empty, are not looked at one by one.
 */
final class Suspects implements AutoCloseable {

    private static final int AT_ONCE = 32;
    static final int ENOUGH = 50_000;

    private final SecondLook secondLook;
    private final Findings findings;
    private final Crew crew = new Crew(AT_ONCE);
    private int looked;

    Suspects(SecondLook secondLook, Findings findings) {
        this.secondLook = secondLook;
        this.findings = findings;
    }

    /** Passes the verdict on, after a second look if it is a bad one. Blocks while too many looks are under way. */
    void judged(Pair pair, Verdict verdict) throws InterruptedException {
        if (suspicious(verdict) && (onlyByDigest(verdict) || looked++ < ENOUGH)) {
            crew.execute(() -> secondLook.at(pair.key()).ifPresent(last -> findings.judged(pair, last)));
        } else {
            findings.judged(pair, verdict);
        }
    }

    private static boolean suspicious(Verdict verdict) {
        return verdict instanceof Missing || verdict instanceof Different || verdict instanceof Extra;
    }

    /** A whole bucket may be encrypted with a key, and then every digest looks wrong; no number of them is proof. */
    private static boolean onlyByDigest(Verdict verdict) {
        return verdict instanceof Different(Verdict.Aspect aspect, String detail) && aspect == Verdict.Aspect.Digest;
    }

    /** Waits for every look that is under way. */
    void settle() throws InterruptedException {
        crew.settle();
    }

    @Override
    public void close() {
        crew.close();
    }
}
