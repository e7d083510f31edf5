package dev.sealift.cloud;

import dev.sealift.api.Reason;

/**
 * One row of a cloud's table of errors: what a code means to us.
 *
 * @param retryable whether the same call may succeed later without a person
 * @param remedy what a person can do
 */
public record Meaning<C>(Reason reason, boolean retryable, Remedy<C> remedy) {

    /** Words that depend on who called what. */
    @FunctionalInterface
    public interface Remedy<C> {
        /** What a person can do about it. */
        String words(C call);
    }

    /** A row that only a person can mend. */
    public static <C> Meaning<C> lasting(Reason reason, Remedy<C> remedy) {
        return new Meaning<>(reason, false, remedy);
    }

    /** A row that may pass by itself. */
    public static <C> Meaning<C> passing(Reason reason, Remedy<C> remedy) {
        return new Meaning<>(reason, true, remedy);
    }

    /** What a code that stands in no table means, by the HTTP status it came with. */
    public static <C> Meaning<C> ofStatus(int status) {
        return switch (status) {
            case 401 -> lasting(Reason.CredentialsRejected, _ -> "check the connection's credentials");
            case 403 -> lasting(Reason.PermissionMissing, _ -> "grant the connection's identity what the call needs");
            case 404 -> lasting(Reason.ReferenceNotFound, _ -> "check the names, or make what is missing");
            case 408, 429 -> passing(Reason.Throttled, _ -> "it is tried again by itself");
            default -> byHundred(status);
        };
    }

    private static <C> Meaning<C> byHundred(int status) {
        return status >= 500
                ? passing(
                        Reason.Unreachable, _ -> "it is tried again by itself; see the cloud's status page if it lasts")
                : lasting(Reason.OperationFailed, _ -> "read the cloud's message; the same call will fail again");
    }
}
