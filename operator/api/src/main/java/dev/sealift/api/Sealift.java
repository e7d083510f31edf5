package dev.sealift.api;

/** Names that users see on resources, in one place. */
public final class Sealift {

    /** The API group. */
    public static final String GROUP = "sealift.dev";

    /** The API version. */
    public static final String VERSION = "v1alpha1";

    /** Finalizer that keeps a resource until its machinery is gone. */
    public static final String FINALIZER = "sealift.dev/cleanup";

    /** Annotation: any value stops the operator from beginning or polling anything. For incidents; GitOps uses {@code spec.suspend}. */
    public static final String PAUSED = "sealift.dev/paused";

    /** Annotation: a new value asks for another try of what has stalled. The operator reads it and never removes it. */
    public static final String REQUESTED_AT = "sealift.dev/requested-at";

    /** Annotation: a new value asks for a rehearsal of the rollback, which changes nothing. The operator reads it and never removes it. */
    public static final String DRILL_REQUESTED_AT = "sealift.dev/drill-requested-at";

    /** Annotation: {@code "true"} lets a deletion end although something outside can't be reached; what is left is listed in an event. */
    public static final String ABANDON = "sealift.dev/abandon";

    /** Label: the migration that an object belongs to. */
    public static final String MIGRATION = "sealift.dev/migration";

    /** Label: the kind of that migration. */
    public static final String KIND = "sealift.dev/kind";

    /** Label: the step that an object works for. */
    public static final String STEP = "sealift.dev/step";

    /** Label: the operation's key. */
    public static final String OPERATION = "sealift.dev/operation";

    /** Label {@code app.kubernetes.io/managed-by} and its value on all that the operator makes. */
    public static final String MANAGED_BY = "app.kubernetes.io/managed-by";

    /** The value of {@link #MANAGED_BY}. */
    public static final String NAME = "sealift";

    /** The service account that workers run as, and whose identity both clouds federate, unless a connection names another. */
    public static final String WORKER_SERVICE_ACCOUNT = "sealift-worker";

    private Sealift() {}
}
