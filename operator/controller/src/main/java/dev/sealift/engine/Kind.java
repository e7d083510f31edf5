package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.lifecycle.Itinerary;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.Verdict;
import java.time.Instant;
import java.util.List;

/** What the engine needs to know of a kind. */
public interface Kind<M extends Migration> {

    /** The kind's steps, in order. {@code Cleanup} is the engine's own and not listed. */
    Itinerary itinerary();

    /** What does the steps; one for each step of the itinerary, and one for {@code Cleanup}. */
    List<StepAction<M>> actions();

    /** Inputs of the verdict that only this kind can measure, such as its credentials. Calls nothing outside this cluster. */
    List<Verdict.Input> verdictInputs(M migration, Journal journal, Instant now);
}
