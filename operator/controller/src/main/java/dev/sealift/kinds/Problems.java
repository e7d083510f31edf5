package dev.sealift.kinds;

import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Begun;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import java.util.Map;
import java.util.Optional;

/** What becomes of an operation when a cloud answers with a problem: what may pass is asked again, all else ends it. */
public final class Problems {

    private Problems() {}

    /** A question that a cloud did not answer. */
    public static Observation unseen(CloudProblem problem) {
        return problem.retryable()
                ? new Observation.Unreachable(problem.reason().name(), problem.message(), problem.retryAfter())
                : new Observation.Ended(failure(problem));
    }

    /** A change that a cloud did not confirm. */
    public static Begun begun(CloudProblem problem) {
        return problem.retryable()
                ? new Begun.Unknown(problem.message())
                : new Begun.Refused(failure(problem), Optional.empty());
    }

    /** How an operation ends that a cloud did not do. */
    public static Ending.Failure failure(CloudProblem problem) {
        return new Ending.Failure(
                problem.reason().name(),
                "%s → %s".formatted(problem.message(), problem.remedy()),
                problem.retryable(),
                Map.of());
    }
}
