package dev.sealift.api.worker;

/**
 * The order {@code survey}: reach both sides from the pod network with the identities of the pod, list the source once,
 * count it, and name what the target can't hold. Changes nothing.
 *
 * @param key the operation's key
 * @param targetExists whether the container is there already and so must be listable; false if it is still to be created
 * @param reportLimit the most report lines to keep
 */
public record SurveyOrder(String key, S3Location source, BlobLocation target, boolean targetExists, int reportLimit) {}
