package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;

/** A step that a lifecycle needs and a kind has nothing to do for. Ends as soon as it was begun. */
public final class NothingToDo<M extends Migration> implements StepAction<M> {

    private final Step step;
    private final String why;

    /** @param why there is nothing to do, for people */
    public NothingToDo(Step step, String why) {
        this.step = step;
        this.why = why;
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public Sight observe(Operating<M> operating) {
        boolean begun = operating.entry().state() != JournalEntry.State.Intended;
        return Sight.of(begun ? new Observation.Ended(Ending.completed(why)) : new Observation.Absent());
    }

    @Override
    public Begun begin(Operating<M> operating) {
        return new Begun.Running();
    }

    @Override
    public void cancel(Operating<M> operating) {
        // There is nothing to end.
    }

    @Override
    public String ref(Operating<M> operating) {
        return "none";
    }
}
