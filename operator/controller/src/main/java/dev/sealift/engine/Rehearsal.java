package dev.sealift.engine;

import java.util.List;

/**
 * What a step would do if it were begun now.
 *
 * @param does for people, such as {@code lift the fence at bucketPolicy/orders}
 * @param obstacles what would keep it from doing so, each with what to do
 */
public record Rehearsal(String does, List<String> obstacles) {

    /** Keeps its own copy. */
    public Rehearsal {
        obstacles = List.copyOf(obstacles);
    }
}
