package dev.sealift.api.worker;

/**
 * The order {@code survey}: reach both sides from the pod network with the identities of the pod, list the source once,
 * count it, and name what the target can't hold. Changes nothing.
 *
 * @param key the operation's key
 * @param there how much of the target is there already
 * @param versions whether to count versions that are not current, and delete markers
 * @param tags whether to try to read an object's tags
 * @param reportLimit the most report lines to keep
 */
public record SurveyOrder(
        String key,
        S3Location source,
        BlobLocation target,
        TargetState there,
        boolean versions,
        boolean tags,
        int reportLimit) {

    /** How much of the target is there already. */
    public enum TargetState {
        /** The container, which must be listable. */
        Container,
        /** The account, which must be reachable; the container is still to be made. */
        Account,
        /** Nothing: the account is still to be made, so that there is nobody to ask. */
        Nothing
    }
}
