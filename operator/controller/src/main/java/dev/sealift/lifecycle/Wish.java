package dev.sealift.lifecycle;

/** What is wished for. */
public enum Wish {
    /** Check both sides, make nothing. */
    Assess,
    /** Copy, keep copying, keep proving. */
    Replicate,
    /** Replicate, and once the gate is open, move consumers to the target. */
    Cutover,
    /** Move consumers back, or keep them where they are, and hold. */
    Rollback
}
