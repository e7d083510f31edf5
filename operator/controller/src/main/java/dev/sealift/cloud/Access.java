package dev.sealift.cloud;

/** Whether a connection lets us in. */
public sealed interface Access<A> {

    /** It does. */
    record Granted<A>(A access) implements Access<A> {}

    /** It does not: missing, incomplete, or refused by the cloud. */
    record Refused<A>(CloudProblem problem) implements Access<A> {}
}
