package dev.sealift.lifecycle;

import java.util.List;

/** A kind's steps, in order. */
public record Itinerary(List<Step> steps) {

    /** Keeps its own copy. */
    public Itinerary {
        steps = List.copyOf(steps);
    }

    /** The steps, in order. */
    public static Itinerary of(Step... steps) {
        return new Itinerary(List.of(steps));
    }

    /** Whether the kind has the step. */
    public boolean has(Step step) {
        return steps.contains(step);
    }

    /** The steps that are done once, in order. */
    public List<Step> milestones() {
        return steps.stream().filter(Step::isMilestone).toList();
    }

    /** The steps that are done again and again, in order. */
    public List<Step> recurring() {
        return steps.stream().filter(Step::recurs).toList();
    }
}
