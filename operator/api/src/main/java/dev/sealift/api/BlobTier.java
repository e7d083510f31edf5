package dev.sealift.api;

/** Azure's access tiers of a blob. */
public enum BlobTier {
    /** For data in use. */
    Hot,
    /** For data seldom read; charged for 30 days at least. */
    Cool,
    /** For data hardly ever read; charged for 90 days at least. */
    Cold,
    /** For data that may take hours to be readable again; charged for 180 days at least. */
    Archive
}
