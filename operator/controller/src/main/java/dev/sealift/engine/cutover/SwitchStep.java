package dev.sealift.engine.cutover;

import dev.sealift.api.Migration;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Rehearsal;
import dev.sealift.engine.Sight;
import dev.sealift.engine.StepAction;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.Optional;

/** Moves consumers to the target, or back. */
public final class SwitchStep<M extends Migration> implements StepAction<M> {

    private final Switchboard switchboard;
    private final Step step;

    private SwitchStep(Switchboard switchboard, Step step) {
        this.switchboard = switchboard;
        this.step = step;
    }

    /** To the target. */
    public static <M extends Migration> SwitchStep<M> over(Switchboard switchboard) {
        return new SwitchStep<>(switchboard, Step.Cutover);
    }

    /** Back to the source, if consumers were moved. */
    public static <M extends Migration> SwitchStep<M> back(Switchboard switchboard) {
        return new SwitchStep<>(switchboard, Step.Rollback);
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public Sight observe(Operating<M> operating) {
        Observation seen = isOver() ? switchboard.lookOver(operating) : switchboard.lookBack(operating);
        return seen instanceof Observation.Running(String message)
                ? Sight.running(WorkProgress.none(message))
                : Sight.of(seen);
    }

    @Override
    public Begun begin(Operating<M> operating) {
        return isOver() ? switchboard.goOver(operating) : switchboard.goBack(operating);
    }

    @Override
    public Optional<Rehearsal> rehearse(Operating<M> operating) {
        return isOver() ? Optional.empty() : switchboard.rehearseBack(operating);
    }

    @Override
    public void cancel(Operating<M> operating) {
        // What was moved is moved back by the rollback.
    }

    @Override
    public String ref(Operating<M> operating) {
        return switchboard.ref(operating);
    }

    private boolean isOver() {
        return step == Step.Cutover;
    }
}
