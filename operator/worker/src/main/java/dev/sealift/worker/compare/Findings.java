package dev.sealift.worker.compare;

/** Takes what a comparison finds. Called from many threads. */
public interface Findings {

    /** Both listings have come past a key. */
    void listed(Pair pair);

    /** What became of a key, after all second looks. A key that went from both sides meanwhile is never judged. */
    void judged(Pair pair, Verdict verdict);
}
