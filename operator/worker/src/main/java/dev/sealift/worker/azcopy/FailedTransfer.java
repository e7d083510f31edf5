package dev.sealift.worker.azcopy;

/**
 * A transfer that failed.
 *
 * @param source the object's URL, without a query
 * @param httpStatus 0 if AzCopy knows none
 */
public record FailedTransfer(String source, int httpStatus) {}
