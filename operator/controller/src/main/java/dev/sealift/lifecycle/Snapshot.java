package dev.sealift.lifecycle;

import java.time.Instant;

/**
 * All that a decision is made from.
 *
 * @param uid the resource's uid
 * @param generation the spec's generation
 * @param suspended whether a person has asked to pause
 * @param deleting whether the resource is being deleted
 * @param retryRequested whether a person has asked for another try since the last was recorded
 * @param drillRequested whether a person has asked for a drill that was not made yet
 * @param verdict what was measured, as of now
 * @param gate whether a cutover may begin
 * @param terms what bounds a cutover that has begun
 * @param observation what was seen of the journal's open operation
 */
public record Snapshot(
        String uid,
        long generation,
        Wish wish,
        boolean suspended,
        boolean deleting,
        boolean retryRequested,
        boolean drillRequested,
        Itinerary itinerary,
        Journal journal,
        Verdict verdict,
        Gate gate,
        Terms terms,
        Observation observation,
        Pace pace,
        Instant now) {}
