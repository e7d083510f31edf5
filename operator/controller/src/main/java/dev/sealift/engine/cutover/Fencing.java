package dev.sealift.engine.cutover;

import dev.sealift.api.Migration;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.lifecycle.Ending;
import java.util.Optional;

/** How a kind keeps writers from its source. Raising a fence that stands and lowering one that does not stand do no harm. */
public interface Fencing<M extends Migration> {

    /** How the fence stands. */
    sealed interface Standing {

        /** Writers are refused. */
        record Raised() implements Standing {}

        /** Writers are let in, as far as it is ours to say. */
        record Lowered() implements Standing {}

        /** It is being raised or lowered. */
        record Changing(String message) implements Standing {}

        /** The source can't be asked just now. */
        record Unreachable(String message) implements Standing {}

        /** The source will not tell, and no retry mends that. */
        record Refused(Ending.Failure failure) implements Standing {}
    }

    /** Looks. Changes nothing. */
    Standing look(Operating<M> operating);

    /** Has the source refuse writes. */
    Begun raise(Operating<M> operating);

    /** Takes away what {@link #raise} made, and nothing else. */
    Begun lower(Operating<M> operating);

    /** The end of raising or lowering is recorded; whoever lingers to be read may go. Best effort. */
    default void concluded(Operating<M> operating, Ending ending) {}

    /** What would keep the fence, or one like it, from being lowered now; empty if nothing. Changes nothing. */
    Optional<String> obstacle(Operating<M> operating);

    /** What stands or stood, for people, such as {@code bucketPolicy/orders}. */
    String ref(Operating<M> operating);
}
