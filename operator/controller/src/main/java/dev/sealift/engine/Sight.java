package dev.sealift.engine;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import java.util.List;
import java.util.Optional;

/**
 * What was seen of an operation.
 *
 * @param observation for the decider
 * @param progress for people
 * @param report one JSON line an item, worst first, when the operation has ended and made one
 * @param findings what a check found, when it has ended; absent if the step finds nothing
 */
public record Sight(
        Observation observation,
        Optional<WorkProgress> progress,
        Optional<String> report,
        Optional<List<Finding>> findings) {

    /** Only for the decider. */
    public static Sight of(Observation observation) {
        return new Sight(observation, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** What it says of who can't be reached; empty if all could be. */
    Optional<String> unreached() {
        return observation instanceof Observation.Unreachable(var _, String message, var _)
                ? Optional.of(message)
                : Optional.empty();
    }

    /** Under way. */
    public static Sight running(WorkProgress progress) {
        return new Sight(
                new Observation.Running(progress.message()), Optional.of(progress), Optional.empty(), Optional.empty());
    }

    /** Ended, with what is left to read. */
    public static Sight ended(Ending ending, Optional<String> report) {
        return new Sight(new Observation.Ended(ending), Optional.empty(), report, Optional.empty());
    }

    /** The same, with findings. */
    public Sight with(List<Finding> found) {
        return new Sight(observation, progress, report, Optional.of(List.copyOf(found)));
    }
}
