package dev.sealift.api;

/** What happens to the target when the resource is deleted. The source is never touched. */
public enum DeletionPolicy {
    /** Machinery goes, data stays on both sides. */
    Retain,
    /** What Sealift made at the target goes too, with the data in it. What it found there stays. */
    DeleteTarget
}
