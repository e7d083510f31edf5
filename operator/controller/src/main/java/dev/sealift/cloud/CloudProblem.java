package dev.sealift.cloud;

import dev.sealift.api.Reason;
import java.time.Duration;
import java.util.Optional;

/**
 * Why a cloud did not do what it was asked.
 *
 * @param reason what a program branches on and a condition shows
 * @param message what happened, on which item, in a sentence without secrets; the first cause is kept
 * @param remedy what a person can do
 * @param retryable whether the same call may succeed later without a person
 * @param retryAfter how long the cloud asked us to wait, if it did
 */
public record CloudProblem(
        Reason reason, String message, String remedy, boolean retryable, Optional<Duration> retryAfter) {}
