package dev.sealift.worker.compare;

/** Takes what a comparison finds. Called from many threads. */
public interface Findings {

    /** Both listings have come past a key, and say this of it. Called by one thread, in the order of keys. */
    void listed(Pair pair, Verdict first);

    /** What became of a key, after all second looks; where there was none, by the thread that listed it, at once. A key that went from both sides meanwhile is never judged. */
    void judged(Pair pair, Verdict verdict);
}
