package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Step;
import java.util.Optional;

/**
 * One step of a kind. The engine records an intent before {@link #begin} and may be killed at any moment, so that
 * {@link #observe} must find what a former life has begun by the operation's key, and {@link #begin} must do no harm when
 * repeated under the same key.
 */
public interface StepAction<M extends Migration> {

    /** Which step. */
    Step step();

    /** What is to be seen of the operation. Changes nothing; blocks for seconds at most; throws only if Kubernetes fails. */
    Sight observe(Operating<M> operating);

    /** Begins the operation, or its next part. */
    Begun begin(Operating<M> operating);

    /** Ends what runs, if anything does. Done when it returns, as far as this cluster is concerned. */
    void cancel(Operating<M> operating);

    /** What it would do if it were begun now, and what would stop it; empty if nothing. Changes nothing. */
    default Optional<Rehearsal> rehearse(Operating<M> operating) {
        return Optional.empty();
    }

    /** What runs, for people, such as {@code job/orders-fullcopy-9b1c}. */
    String ref(Operating<M> operating);

    /** The end is recorded; whoever lingers to be read may go. Best effort. */
    default void concluded(Operating<M> operating, Ending ending) {}
}
