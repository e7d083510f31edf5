package dev.sealift.api.bucket;

/** What to do with objects that can't be read until they are restored. */
public enum ArchivedObjects {
    /** Stop in Preflight and name them. */
    Fail,
    /** Leave them out and name them in the report. */
    Skip,
    /** Have S3 restore them, which it charges for, and copy them once it has. */
    Restore
}
