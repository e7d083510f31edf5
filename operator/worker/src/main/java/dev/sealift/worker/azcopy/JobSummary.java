package dev.sealift.worker.azcopy;

/**
 * What AzCopy says of a job, while it runs or at its end.
 *
 * @param status such as {@code InProgress} or {@code CompletedWithErrors}
 * @param completelyOrdered whether the source has been listed to its end; only then can the job be resumed
 * @param bytesExpected of what is known so far
 * @param bytesOverWire with retries; 0 where Azure fetches by itself
 */
public record JobSummary(
        String jobId,
        String status,
        boolean completelyOrdered,
        long total,
        long completed,
        long failed,
        long skipped,
        long bytesTransferred,
        long bytesExpected,
        long bytesOverWire) {

    public boolean cancelled() {
        return status.equals("Cancelled") || status.equals("Cancelling");
    }
}
