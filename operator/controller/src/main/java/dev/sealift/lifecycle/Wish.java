package dev.sealift.lifecycle;

/** What is wished for. */
public enum Wish {
    /** Check both sides, make nothing. */
    Assess,
    /** Copy, keep copying, keep proving. */
    Replicate
}
