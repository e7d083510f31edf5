package dev.sealift.cloud;

import java.util.Objects;

/**
 * A {@link CloudProblem} on its way up through code that is not ours: an SDK asks us for a token in the midst of a call, and
 * what it throws must still say what we found. It ends as {@link Access.Refused} or a problem and never leaves a public method
 * that has such a result.
 */
public final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient CloudProblem problem;

    /** Carries the problem; its message is the exception's. */
    public Refusal(CloudProblem problem) {
        super(problem.message());
        this.problem = Objects.requireNonNull(problem);
    }

    /** What it carries. */
    public CloudProblem problem() {
        return problem;
    }
}
