package dev.sealift.api.worker;

/** Names that the operator writes into a worker's pod and the worker reads, in one place for both. */
public final class WorkerContract {

    /** Environment variable with the order, as JSON. */
    public static final String ORDER_VARIABLE = "SEALIFT_ORDER";

    /** Environment variable with the path of a PEM file of further certificate authorities to trust; absent if none. */
    public static final String CA_BUNDLE_VARIABLE = "SEALIFT_CA_BUNDLE";

    /** Environment variable with the directory that survives the pod; absent where a command keeps no state. */
    public static final String STATE_DIRECTORY_VARIABLE = "SEALIFT_STATE_DIR";

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
