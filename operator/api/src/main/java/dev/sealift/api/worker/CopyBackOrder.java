package dev.sealift.api.worker;

import java.time.Instant;

/**
 * The order {@code copyback}: find what was written to the target since the cutover and, if wished for, copy it to the source. What was
 * written at the source since then, too, is left as it is there. Never deletes at either side.
 *
 * @param key the operation's key
 * @param since when consumers were moved
 * @param copies whether to copy; else what was found is only reported
 * @param reportLimit the most report lines to keep
 */
public record CopyBackOrder(
        String key, S3Location source, BlobLocation target, Instant since, boolean copies, int reportLimit) {}
