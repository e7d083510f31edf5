package dev.sealift.engine.cutover;

import dev.sealift.api.Cutover;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.Reason;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Sight;
import dev.sealift.engine.StepAction;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The first step of a cutover: sees that the switch is possible, then keeps writers from the source, if that is wished for. */
public final class FenceStep<M extends Migration> implements StepAction<M> {

    /** What the journal calls a fence that nobody wished for. */
    static final String NONE = "none";

    private final Fencing<M> fencing;
    private final Switchboard switchboard;

    /** The step, by the kind's fence. */
    public FenceStep(Fencing<M> fencing, Switchboard switchboard) {
        this.fencing = fencing;
        this.switchboard = switchboard;
    }

    @Override
    public Step step() {
        return Step.Fence;
    }

    @Override
    public Sight observe(Operating<M> operating) {
        return Sight.of(isWished(operating.migration()) ? look(operating) : nothingToRaise(operating));
    }

    /** An intent that was never begun was never checked either. */
    private static Observation nothingToRaise(Operating<?> operating) {
        return operating.entry().state() == JournalEntry.State.Intended
                ? new Observation.Absent()
                : ended("cutover.fence is None: whoever writes to the source must have stopped");
    }

    private Observation look(Operating<M> operating) {
        return switch (fencing.look(operating)) {
            case Fencing.Standing.Raised _ -> ended("the source refuses writes");
            case Fencing.Standing.Lowered _ -> new Observation.Partly("the fence is not up yet");
            case Fencing.Standing.Changing(String message) -> new Observation.Running(message);
            case Fencing.Standing.Unreachable(String message) ->
                new Observation.Unreachable(Reason.Unreachable.name(), message, Optional.empty());
            case Fencing.Standing.Refused(Ending.Failure failure) -> new Observation.Ended(failure);
        };
    }

    @Override
    public Begun begin(Operating<M> operating) {
        List<Finding> obstacles = switchboard.findings(operating.migration());
        if (!obstacles.isEmpty()) {
            return new Begun.Refused(impossible(obstacles), Optional.empty());
        }
        return isWished(operating.migration()) ? fencing.raise(operating) : new Begun.Running();
    }

    /** Nothing is fenced for a switch that can't be made. */
    private static Ending.Failure impossible(List<Finding> obstacles) {
        String all = obstacles.stream().map(Finding::message).collect(Collectors.joining("; "));
        return new Ending.Failure(
                Reason.SwitchRefused.name(),
                "the source was not fenced, for the switch can't be made: " + all,
                false,
                Map.of());
    }

    @Override
    public void concluded(Operating<M> operating, Ending ending) {
        fencing.concluded(operating, ending);
    }

    @Override
    public void cancel(Operating<M> operating) {
        // What was raised is lowered by the step that follows.
    }

    @Override
    public String ref(Operating<M> operating) {
        return isWished(operating.migration()) ? fencing.ref(operating) : NONE;
    }

    static boolean isWished(Migration migration) {
        return migration.spec().cutover().fence() == Cutover.Fence.ReadOnly;
    }

    private static Observation ended(String message) {
        return new Observation.Ended(Ending.completed(message));
    }
}
