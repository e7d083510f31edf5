package dev.sealift.testkit.wire;

/** What a listener does about a request. */
public sealed interface Outgoing {

    /**
     * It answers. For a request with HEAD the body is not sent, and its length still told.
     */
    record Message(int status, Fields fields, Body body) implements Outgoing {}

    /** It ends the connection. */
    record Hangup() implements Outgoing {}
}
