package dev.sealift.api;

/** What a migration is to reach. Further values come with later versions. */
public enum Goal {
    /** Check both sides and stop; nothing is made. */
    Assess,
    /** Copy, keep copying and keep proving the copy equal, until told otherwise. */
    Replicate
}
