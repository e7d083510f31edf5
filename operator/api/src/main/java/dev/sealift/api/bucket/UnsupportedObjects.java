package dev.sealift.api.bucket;

/** What to do with objects that can't be moved. */
public enum UnsupportedObjects {
    /** Stop in Preflight and name them. */
    Fail,
    /** Leave them out and name them in the report. */
    Skip
}
