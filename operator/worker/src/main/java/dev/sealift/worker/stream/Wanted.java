package dev.sealift.worker.stream;

import java.util.OptionalLong;

/**
 * An object to copy.
 *
 * @param size what a listing said of it; empty if none was asked
 */
record Wanted(String key, OptionalLong size) {}
