package dev.sealift.lifecycle;

/** The steps that an {@link Itinerary} may list. */
public enum Step {
    /** Check both sides; changes nothing. */
    Preflight,
    /** Make what the target lacks. */
    PrepareTarget,
    /** Copy all that the source holds. */
    FullCopy,
    /** Copy what has changed since the last pass. */
    IncrementalSync,
    /** Compare both sides ourselves. */
    Validate,
    /** Try the target without traffic. */
    Rehearse,
    /** Stop whoever writes to the source. */
    Fence,
    /** Move consumers to the target. */
    Cutover,
    /** Do what only a target in use is to have. */
    Settle,
    /** Take that away again. */
    Unsettle,
    /** Let the source be written to again. */
    Unfence,
    /** Bring back to the source what was written to the target since the cutover. */
    CopyBack,
    /** Move consumers back. */
    Rollback,
    /** Rehearse the way back; changes nothing. */
    Drill,
    /** Remove the machinery. */
    Cleanup;

    /** Whether it is done again and again while the migration replicates. */
    public boolean recurs() {
        return this == IncrementalSync || this == Validate;
    }

    /**
     * Whether its failure is looked at again without being asked, for ever: it changes nothing, and a person mends what it
     * found outside this cluster, where nothing tells us.
     */
    public boolean rechecks() {
        return this == Preflight;
    }

    /** Whether it is a milestone on the way to replication: done once, before the recurring steps. */
    public boolean isMilestone() {
        return this == Preflight || this == PrepareTarget || this == FullCopy || this == Rehearse;
    }
}
