package dev.sealift.api;

/** What a migration is to reach. */
public enum Goal {
    /** Check both sides and stop; nothing is made. */
    Assess,
    /** Copy, keep copying and keep proving the copy equal, until told otherwise. */
    Replicate,
    /** Replicate and, once ready and approved, move consumers to the target. */
    Cutover,
    /** Move consumers back to the source, or keep them there, and hold. */
    Rollback
}
