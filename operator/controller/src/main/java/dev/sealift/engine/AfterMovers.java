package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.Optional;

/**
 * A step before which the migration's movers are ended, and are seen to be gone: what replicates into a target that consumers use would
 * bring them the source's deletions and expirations.
 */
public final class AfterMovers<M extends Migration> implements StepAction<M> {

    private static final Step[] MOVING = {Step.FullCopy, Step.IncrementalSync};

    private final Workers workers;
    private final StepAction<M> next;

    /** The step that follows. */
    public AfterMovers(Workers workers, StepAction<M> next) {
        this.workers = workers;
        this.next = next;
    }

    @Override
    public Step step() {
        return next.step();
    }

    @Override
    public Sight observe(Operating<M> operating) {
        boolean begun = operating.entry().state() == JournalEntry.State.Started;
        if (workers.anyLeft(operating.migration(), MOVING)) {
            return begun
                    ? Sight.running(WorkProgress.none("the mover is being ended"))
                    : Sight.of(new Observation.Absent());
        }
        Sight sight = next.observe(operating);
        return begun && sight.observation() instanceof Observation.Absent
                ? Sight.of(new Observation.Partly("the mover has ended"))
                : sight;
    }

    @Override
    public Begun begin(Operating<M> operating) {
        if (!workers.anyLeft(operating.migration(), MOVING)) {
            return next.begin(operating);
        }
        workers.endAll(operating.migration(), MOVING);
        return new Begun.Running();
    }

    @Override
    public void cancel(Operating<M> operating) {
        next.cancel(operating);
    }

    @Override
    public Optional<Rehearsal> rehearse(Operating<M> operating) {
        return next.rehearse(operating);
    }

    @Override
    public String ref(Operating<M> operating) {
        return next.ref(operating);
    }

    @Override
    public void concluded(Operating<M> operating, Ending ending) {
        next.concluded(operating, ending);
    }
}
