package dev.sealift.lifecycle;

import java.time.Duration;

/**
 * What bounds a cutover that has begun.
 *
 * @param maxDowntime how long after the fence consumers may be without either side before it counts as failed
 * @param rollbackWindow how long after the cutover it can be rolled back
 * @param undoesFailure whether a cutover that has failed is rolled back by itself, rather than held for a person
 */
public record Terms(Duration maxDowntime, Duration rollbackWindow, boolean undoesFailure) {}
