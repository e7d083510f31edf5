package dev.sealift.api.worker;

/** Names that the operator writes into a worker's pod and the worker reads, in one place for both. */
public final class WorkerContract {

    /** Environment variable with the order, as JSON. */
    public static final String ORDER_VARIABLE = "SEALIFT_ORDER";

    /** Environment variable with the path of a PEM file of further certificate authorities to trust; absent if none. */
    public static final String CA_BUNDLE_VARIABLE = "SEALIFT_CA_BUNDLE";

    /** Environment variable with the directory that survives the pod; absent where a command keeps no state. */
    public static final String STATE_DIRECTORY_VARIABLE = "SEALIFT_STATE_DIR";

    /**
     * Environment variable with the path of the {@link ShardPlan} of which this pod does one shard; absent where the work isn't
     * divided. Which shard stands in {@link #SHARD_VARIABLE}.
     */
    public static final String PLAN_VARIABLE = "SEALIFT_SHARD_PLAN";

    /**
     * Environment variable with the index of the pod's shard; Kubernetes sets it in the pods of an Indexed Job. All shards have the
     * same order, so whoever keeps something outside the pod under the order's key names it by the shard as well.
     */
    public static final String SHARD_VARIABLE = "JOB_COMPLETION_INDEX";

    /** Environment variable with the password of a source that has one. */
    public static final String SOURCE_PASSWORD_VARIABLE = "SEALIFT_SOURCE_PASSWORD";

    /** Environment variable with the password of a target that has one. */
    public static final String TARGET_PASSWORD_VARIABLE = "SEALIFT_TARGET_PASSWORD";

    /** Environment variable with what PSYNC is called at the source's nodes, {@code host:port@command} joined by commas; absent if PSYNC. */
    public static final String PSYNC_ALIASES_VARIABLE = "SEALIFT_PSYNC_ALIASES";

    /** Environment variable with how long a worker waits at its end for the operator to read it, ISO-8601; absent for its own default. */
    public static final String LINGER_VARIABLE = "SEALIFT_LINGER";

    /** Environment variable with the directory that a worker and the program beside it share. */
    public static final String SHARED_DIRECTORY_VARIABLE = "SEALIFT_SHARED_DIR";

    /**
     * Environment variable with the directory where the program beside a worker keeps what it buffers. Both containers see it, and the
     * shared one, under the same path.
     */
    public static final String DATA_DIRECTORY_VARIABLE = "SEALIFT_DATA_DIR";

    /** Exit code of a worker that failed, and would again. */
    public static final int EXIT_FAILED = 1;

    /** Exit code of a shard's worker that failed and may succeed another time; of undivided work the operator decides that. */
    public static final int EXIT_TRY_AGAIN = 75;

    /** The port on which every worker serves {@link WorkerStatus}. */
    public static final int STATUS_PORT = 8642;

    /** {@code GET}: the {@link WorkerStatus} as JSON. */
    public static final String STATUS_PATH = "/status";

    /** {@code GET}: the report, one JSON {@link ReportLine} a line, worst first, bounded; empty while there is none. */
    public static final String REPORT_PATH = "/report";

    /** {@code POST}: the operator has kept outcome and report; the worker, which lingers until then, ends. */
    public static final String COLLECTED_PATH = "/collected";

    private WorkerContract() {}
}
