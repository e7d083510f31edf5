package dev.sealift.api;

/** All condition types. {@code docs/status.md} explains them to users. */
public enum ConditionType {
    /** The goal of this generation is reached and held. On a connection: the identity works. */
    Ready,
    /** Work is under way. Present only when True. */
    Reconciling,
    /** A person is needed. Present only when True. */
    Stalled,
    /** Both sides were checked and nothing stops the migration. */
    PreflightPassed,
    /** The target exists as it should. */
    TargetPrepared,
    /** Everything that the source held was copied once. */
    FullCopyComplete,
    /** The last comparison of both sides found no difference. */
    Validated,
    /** The lag has stayed below its limit for the settle window. */
    InSync,
    /** All inputs of the verdict allow the cutover. */
    CutoverReady,
    /** Consumers were moved to the target. */
    CutoverComplete,
    /** Consumers were moved back to the source. */
    RolledBack,
    /** The last drill found nothing that would keep a rollback from its end. Present only when one was asked for. */
    RollbackRehearsed,
    /** A person has paused the migration. Present only when True. */
    Suspended
}
