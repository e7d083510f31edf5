package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkProgress;
import dev.sealift.engine.Workers.WorkerSight;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A copy by a mover, which goes on by itself: one long-lived Job that the first copy begins and every pass looks at. The full copy is
 * complete once all is written that the source held at its beginning; a pass, once all is written that the source held at the pass's
 * beginning. A pass that finds no mover at work begins one anew.
 *
 * <p>The worker beside the mover tells by {@link WorkProgress#lagSeconds()} how far the target is behind; null until the first moment at
 * which it held all.
 */
public final class MoverStep<M extends Migration> implements StepAction<M> {

    /** Fact: the mover's Job. */
    static final String MOVER = "mover";

    private final StepAction<M> own;
    private final WorkerStep.Orders<M> orders;
    private final BiFunction<String, String, WorkerSight> lookOut;

    /** The step, by movers that are made to the kind's orders. */
    public MoverStep(Step step, Workers workers, WorkerStep.Orders<M> orders) {
        this(new WorkerStep<>(step, workers, orders), orders, workers::look);
    }

    /**
     * @param own makes a mover under the operation's own key, and ends it
     * @param lookOut what is to be seen of the Job of a namespace and name
     */
    MoverStep(StepAction<M> own, WorkerStep.Orders<M> orders, BiFunction<String, String, WorkerSight> lookOut) {
        this.own = own;
        this.orders = orders;
        this.lookOut = lookOut;
    }

    @Override
    public Step step() {
        return own.step();
    }

    /** A mover, and what is seen of it. */
    private record Seen(String job, WorkerSight sight) {

        boolean isAtWork() {
            return switch (sight) {
                case WorkerSight.Starting _, WorkerSight.Working _ -> true;
                case WorkerSight.NoJob _, WorkerSight.ToCollect _, WorkerSight.Finished _, WorkerSight.Broken _ ->
                    false;
            };
        }
    }

    @Override
    public Sight observe(Operating<M> operating) {
        Seen mover = mover(operating);
        return switch (mover.sight()) {
            case WorkerSight.NoJob _ -> Sight.of(new Observation.Absent());
            case WorkerSight.Starting(String message) -> Sight.running(WorkProgress.none(message));
            case WorkerSight.ToCollect(String message) -> Sight.running(WorkProgress.none(message));
            case WorkerSight.Working(var status) -> moving(operating, mover.job(), status.progress());
            case WorkerSight.Finished(var outcome, var report) -> ended(operating, outcome, report);
            case WorkerSight.Broken(String message) ->
                Sight.ended(new Ending.Failure("WorkerLost", message, true, Map.of()), Optional.empty());
        };
    }

    /** The operation's own; else the one that an earlier operation has begun and that this one found at work. */
    private Seen mover(Operating<M> operating) {
        Seen mine = look(operating, name(operating));
        return mine.sight() instanceof WorkerSight.NoJob
                ? inherited(operating)
                        .filter(mover -> mover.isAtWork() || isFollowed(operating))
                        .orElse(mine)
                : mine;
    }

    /** Whether this operation has taken over another's mover, so that the mover's end is its own. */
    private static boolean isFollowed(Operating<?> operating) {
        return operating.entry().state() == JournalEntry.State.Started;
    }

    private Optional<Seen> inherited(Operating<M> operating) {
        return Stream.of(Step.FullCopy, Step.IncrementalSync)
                .flatMap(each -> operating.journal().last(each).stream())
                .filter(entry -> entry.facts().containsKey(MOVER))
                .max(Comparator.comparing(entry ->
                        entry.instant(dev.sealift.lifecycle.Fact.ENDED_AT).orElse(Instant.MIN)))
                .map(entry -> look(operating, entry.facts().getOrDefault(MOVER, "")));
    }

    private Seen look(Operating<M> operating, String job) {
        return new Seen(job, lookOut.apply(operating.namespace(), job));
    }

    private Sight moving(Operating<M> operating, String job, WorkProgress progress) {
        Long lag = progress.lagSeconds();
        if (lag == null || !reaches(operating, operating.now().minusSeconds(lag))) {
            return Sight.running(progress);
        }
        return Sight.ended(Ending.completed(told(progress), facts(job, progress)), Optional.empty());
    }

    private String told(WorkProgress progress) {
        return step() == Step.FullCopy
                ? "all that the source held at the beginning was written; " + progress.message()
                : progress.message();
    }

    /** Whether the target holds all that the source held then and that the operation is about. */
    private boolean reaches(Operating<M> operating, Instant through) {
        Instant begun = operating.entry().startedAt();
        return step() == Step.FullCopy || begun == null || !through.isBefore(begun);
    }

    private static Map<String, String> facts(String job, WorkProgress progress) {
        Map<String, String> facts = new HashMap<>();
        facts.put(MOVER, job);
        facts.put(WorkOutcome.Fact.TRANSFERRED_ITEMS, String.valueOf(progress.itemsDone()));
        facts.put(WorkOutcome.Fact.TRANSFERRED_BYTES, String.valueOf(progress.bytesDone()));
        return facts;
    }

    private Sight ended(Operating<M> operating, WorkOutcome outcome, Optional<String> report) {
        return Sight.ended(orders.read(operating, outcome).ending(), report);
    }

    @Override
    public Begun begin(Operating<M> operating) {
        return inherited(operating).filter(Seen::isAtWork).isPresent() ? new Begun.Running() : own.begin(operating);
    }

    /** A pass that is given up leaves the mover at work; one that it has just begun has nobody else to end it. */
    @Override
    public void cancel(Operating<M> operating) {
        own.cancel(operating);
    }

    @Override
    public void concluded(Operating<M> operating, Ending ending) {
        if (ending instanceof Ending.Failure) {
            own.concluded(operating, ending);
        }
    }

    @Override
    public String ref(Operating<M> operating) {
        return "job/" + mover(operating).job();
    }

    private String name(Operating<M> operating) {
        return Ownership.name(operating.migration(), step(), operating.entry().key());
    }
}
