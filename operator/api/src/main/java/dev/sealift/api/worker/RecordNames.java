package dev.sealift.api.worker;

/**
 * Where Sealift keeps what it needs for itself: in a container of its own beside the data, under each migration's uid, so that
 * nothing of ours ever stands among the user's objects. Read by the operator, which makes and cleans it, and by the worker.
 */
public final class RecordNames {

    /** The container, one an account, shared by all migrations into it. */
    public static final String CONTAINER = "sealift";

    /** Machinery: what the next pass or comparison goes by. Removed with the migration; losing it costs time only. */
    public static final String INDEXES = "index/";

    /** Written before a migration's first copy, so that the account's own clock tells what was there before. */
    public static final String BEGUN = INDEXES + "begun";

    /** The blobs that the migration has copied, each in the version that it has written. */
    public static final String COPIED = INDEXES + "copied";

    /** Proofs: what was compared, and how it came out. Kept with the data unless the target is deleted. */
    public static final String EVIDENCE = "evidence/";

    private RecordNames() {}

    /** What every record of the resource with this uid begins with. */
    public static String prefix(String uid) {
        return uid + "/";
    }
}
