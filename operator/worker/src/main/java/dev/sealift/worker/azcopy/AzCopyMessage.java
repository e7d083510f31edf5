package dev.sealift.worker.azcopy;

import java.util.List;

/** One line of AzCopy's JSON output. */
public sealed interface AzCopyMessage {

    /** A job has begun. */
    record Begun(String jobId, String logFile) implements AzCopyMessage {}

    /**
     * How far it is.
     *
     * @param failed what has failed since the last such line
     */
    record Underway(JobSummary summary, List<FailedTransfer> failed) implements AzCopyMessage {}

    /** It has ended. */
    record Ended(JobSummary summary, List<FailedTransfer> failed) implements AzCopyMessage {}

    /** The answer to {@code jobs show --with-status}. */
    record Transfers(List<FailedTransfer> transfers) implements AzCopyMessage {}

    /** A fatal error; the process ends behind it. */
    record Fatal(String text) implements AzCopyMessage {}

    /** A question; the process waits for a line on its input. */
    record Question(String text) implements AzCopyMessage {}

    /** Something to log. */
    record Note(String text) implements AzCopyMessage {}

    /** A line that isn't JSON, or of a type that this worker doesn't know. */
    record Noise(String text) implements AzCopyMessage {}
}
