package dev.sealift.api.bucket;

/** What moves the bytes. Further values come with later versions. */
public enum BucketEngine {
    /** AzCopy: Azure Storage fetches each object from S3 by a presigned address. */
    AzCopy
}
