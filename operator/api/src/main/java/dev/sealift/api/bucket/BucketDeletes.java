package dev.sealift.api.bucket;

/** What becomes of an object at the target when it is deleted at the source. */
public enum BucketDeletes {
    /** It stays, and is reported. */
    Keep,
    /** It is deleted by the last pass of a cutover, after the fence. */
    AtCutover,
    /** It is deleted by the next pass. */
    Always
}
