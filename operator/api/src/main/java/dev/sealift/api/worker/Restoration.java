package dev.sealift.api.worker;

/**
 * How archived objects are restored: https://docs.aws.amazon.com/AmazonS3/latest/API/API_RestoreObject.html
 *
 * @param days how long a restored copy stays readable
 */
public record Restoration(Tier tier, int days) {

    /** How fast, and at what price. */
    public enum Tier {
        /** Within 12 hours, or 48 from DEEP_ARCHIVE; the cheapest. */
        Bulk,
        /** Within 5 hours, or 12 from DEEP_ARCHIVE. */
        Standard,
        /** Within minutes; the dearest, and not from DEEP_ARCHIVE. */
        Expedited
    }
}
