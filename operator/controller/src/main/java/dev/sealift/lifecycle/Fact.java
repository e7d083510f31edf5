package dev.sealift.lifecycle;

/** Names of what every kind's steps measure. A kind adds its own. Instants are ISO-8601, counts are decimal. */
public final class Fact {

    /** When the step's last success was begun: all that the source held then has been seen. */
    public static final String BEGUN_AT = "begunAt";

    /** When the step last succeeded. */
    public static final String ENDED_AT = "endedAt";

    /** Since when the lag has been low without a break; see {@link Lag}. */
    public static final String LAG_LOW_SINCE = "lagLowSince";

    /** Items compared. */
    public static final String ITEMS = "items";

    /** Items that withhold the cutover. */
    public static final String DIFFERENCES = "differences";

    /** Those of the differences that the target lacks and another pass can bring. */
    public static final String MISSING = "missing";

    /** The worst differences, in a few words, for people. */
    public static final String WORST = "worst";

    /** Digest of the report that lists them. */
    public static final String REPORT_DIGEST = "reportDigest";

    /** What the comparison proves, in a sentence, for people. */
    public static final String PROVEN = "proven";

    /** Where the evidence of every item stands: a URL without a secret. */
    public static final String EVIDENCE = "evidence";

    /** Digest of what stands there. */
    public static final String EVIDENCE_DIGEST = "evidenceDigest";

    /** The request that a drill has answered. */
    public static final String REQUEST = "request";

    /** How much a drill has found that would stop a rollback. */
    public static final String OBSTACLES = "obstacles";

    private Fact() {}
}
