package dev.sealift.testkit.wire;

/**
 * A request as it came.
 *
 * @param target path and query, untouched
 */
public record Incoming(String method, String target, Fields fields, Body body) {}
