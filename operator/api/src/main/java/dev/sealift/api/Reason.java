package dev.sealift.api;

/** The reasons of conditions and events that the operator itself gives. A worker's outcome brings its own. Never renamed. */
public enum Reason {
    /** Not looked at yet. */
    Pending,
    /** Under way. */
    InProgress,
    /** Done. */
    Completed,
    /** Checked; with goal Assess there is nothing more to do. */
    Assessed,
    /** All inputs of the verdict are good. */
    AllInputsGood,
    /** Ready; a person's approval is awaited. */
    AwaitingApproval,
    /** Ready and approved. */
    Approved,
    /** Ready, and no approval is asked for. */
    Automatic,
    /** What was approved is not what is ready now. */
    ApprovalTokenStale,
    /** Approved; what is under way is ended first. */
    Queued,
    /** Approved, but the window is closed. */
    OutsideWindow,
    /** The approved cutover was undone; another wish is needed for another try. */
    CutoverUndone,
    /** The cutover is under way. */
    CuttingOver,
    /** Consumers use the target. */
    CutOver,
    /** What cutover.switch names can't be changed. */
    SwitchRefused,
    /** The cutover takes longer than it may. */
    CutoverOverdue,
    /** Consumers use the target, so that copying to it would harm. */
    AlreadyCutOver,
    /** Consumers are being moved back. */
    RollingBack,
    /** Consumers use the source again. */
    RolledBack,
    /** A rehearsal has found what would stop a rollback. */
    RollbackObstructed,
    /** It is too late for a rollback. */
    RollbackWindowOver,
    /** Preflight found errors. */
    PreflightFailed,
    /** The target is too far behind. */
    LagTooHigh,
    /** The lag is low, but not for long enough. */
    Settling,
    /** The comparison found differences. */
    ValidationMismatch,
    /** The last comparison is too old to count. */
    EvidenceStale,
    /** The comparison has not run yet. */
    NotValidated,
    /** Credentials expire too soon, or were refused. */
    CredentialsExpiring,
    /** A step has failed and will be tried again. */
    Retrying,
    /** A step has failed too often. */
    RetriesExhausted,
    /** A step has failed in a way that no retry mends. */
    OperationFailed,
    /** What was started has vanished. */
    OperationVanished,
    /** Whether something was started can't be told; a person must look. */
    OperationOutcomeUnknown,
    /** A person has paused it. */
    Suspended,
    /** A person has let it go on. */
    Resumed,
    /** Deletion is under way. */
    Deleting,
    /** Deletion has left something outside. */
    LeftBehind,
    /** The connection does not exist. */
    ConnectionNotFound,
    /** The connection is not ready. */
    ConnectionNotReady,
    /** The connection works. */
    IdentityProven,
    /** Something outside can't be reached. */
    Unreachable,
    /** A cloud has refused the identity. */
    CredentialsRejected,
    /** The identity may not do what is needed. */
    PermissionMissing,
    /** What a reference names does not exist, or lacks a key. */
    ReferenceNotFound,
    /** A cloud asks to slow down. */
    Throttled
}
