package dev.sealift.api.bucket;

/** What moves the bytes. Further values may come with later versions. */
public enum BucketEngine {
    /** AzCopy where Azure Storage can reach the bucket, else Stream; Preflight says which and why. */
    Auto,
    /** AzCopy: Azure Storage fetches each object from S3 by a presigned address. */
    AzCopy,
    /** The worker reads from S3 and writes to Azure Storage itself. */
    Stream
}
