package dev.sealift.engine.cutover;

import dev.sealift.api.Migration;
import dev.sealift.api.Reason;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Ownership;
import dev.sealift.engine.Rehearsal;
import dev.sealift.engine.Sight;
import dev.sealift.engine.StepAction;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.Optional;

/** Lets the source be written to again: looks whether a fence of ours stands, whatever the spec says by now, and takes it away. */
public final class UnfenceStep<M extends Migration> implements StepAction<M> {

    private final Fencing<M> fencing;

    /** The step, by the kind's fence. */
    public UnfenceStep(Fencing<M> fencing) {
        this.fencing = fencing;
    }

    @Override
    public Step step() {
        return Step.Unfence;
    }

    @Override
    public Sight observe(Operating<M> operating) {
        return Sight.of(wasNeverRaised(operating) ? ended("no fence was raised") : look(operating));
    }

    /** The fence's own record tells, so that a migration without a fence needs no right to look for one. */
    private static boolean wasNeverRaised(Operating<?> operating) {
        Optional<JournalEntry> fence = operating.journal().last(Step.Fence);
        return fence.map(JournalEntry::ref)
                .map(FenceStep.NONE::equals)
                .orElseGet(() -> !FenceStep.isWished(operating.migration()));
    }

    private Observation look(Operating<M> operating) {
        return switch (fencing.look(operating)) {
            case Fencing.Standing.Lowered _ -> ended("the source takes writes again");
            case Fencing.Standing.Raised _ -> new Observation.Partly("the fence is still up");
            case Fencing.Standing.Changing(String message) -> new Observation.Running(message);
            case Fencing.Standing.Unreachable(String message) -> unlessAbandoned(operating, message);
            case Fencing.Standing.Refused(Ending.Failure failure) ->
                Ownership.isAbandoned(operating.migration())
                        ? abandoned(failure.message())
                        : new Observation.Ended(failure);
        };
    }

    private static Observation unlessAbandoned(Operating<?> operating, String message) {
        return Ownership.isAbandoned(operating.migration())
                ? abandoned(message)
                : new Observation.Unreachable(Reason.Unreachable.name(), message, Optional.empty());
    }

    private static Observation abandoned(String message) {
        return ended("abandoned; the source may still refuse writes: " + message);
    }

    @Override
    public Begun begin(Operating<M> operating) {
        return wasNeverRaised(operating) ? new Begun.Running() : fencing.lower(operating);
    }

    @Override
    public Optional<Rehearsal> rehearse(Operating<M> operating) {
        return willBeRaised(operating)
                ? Optional.of(new Rehearsal(
                        "lift the fence at " + fencing.ref(operating),
                        fencing.obstacle(operating).stream().toList()))
                : Optional.empty();
    }

    /** By the cutover that stands; or by the next one, whatever the last one did. */
    private static boolean willBeRaised(Operating<?> operating) {
        return new Crossing(operating.journal()).isBegun()
                ? !wasNeverRaised(operating)
                : FenceStep.isWished(operating.migration());
    }

    @Override
    public void concluded(Operating<M> operating, Ending ending) {
        fencing.concluded(operating, ending);
    }

    @Override
    public void cancel(Operating<M> operating) {
        // A fence is never left up because somebody changed their mind.
    }

    @Override
    public String ref(Operating<M> operating) {
        return wasNeverRaised(operating) ? FenceStep.NONE : fencing.ref(operating);
    }

    private static Observation ended(String message) {
        return new Observation.Ended(Ending.completed(message));
    }
}
