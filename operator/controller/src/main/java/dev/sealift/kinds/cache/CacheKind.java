package dev.sealift.kinds.cache;

import dev.sealift.api.cache.CacheMigration;
import dev.sealift.engine.AfterMovers;
import dev.sealift.engine.Kind;
import dev.sealift.engine.MoverStep;
import dev.sealift.engine.NothingToDo;
import dev.sealift.engine.StepAction;
import dev.sealift.engine.WorkerStep;
import dev.sealift.engine.Workers;
import dev.sealift.engine.cutover.DrillStep;
import dev.sealift.engine.cutover.FenceStep;
import dev.sealift.engine.cutover.SwitchStep;
import dev.sealift.engine.cutover.Switchboard;
import dev.sealift.engine.cutover.UnfenceStep;
import dev.sealift.lifecycle.Itinerary;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Verdict;
import dev.sealift.tools.redisshake.RedisShake;
import java.time.Instant;
import java.util.List;

/** A cache's itinerary and what does its steps. */
public final class CacheKind implements Kind<CacheMigration> {

    private final List<StepAction<CacheMigration>> actions;

    /** The kind, with its way to both sides, its workers and its mover. */
    public CacheKind(Sides sides, Workers workers, RedisShake redisShake, Switchboard switchboard) {
        WriterPause pause = new WriterPause(sides, workers);
        MoverOrders moving = new MoverOrders(sides, redisShake);
        StepAction<CacheMigration> unfence = new UnfenceStep<>(pause);
        StepAction<CacheMigration> copyBack = new WorkerStep<>(Step.CopyBack, workers, new CopyBackOrders(sides));
        StepAction<CacheMigration> back = SwitchStep.back(switchboard);
        this.actions = List.of(
                new WorkerStep<>(Step.Preflight, workers, new SurveyOrders(sides, switchboard)),
                new NothingToDo<>(
                        Step.PrepareTarget, "the target is there, as Preflight has seen, and is taken as it is"),
                new MoverStep<>(Step.FullCopy, workers, moving),
                new MoverStep<>(Step.IncrementalSync, workers, moving),
                new WorkerStep<>(Step.Validate, workers, new CompareOrders(sides)),
                new FenceStep<>(pause, switchboard),
                new AfterMovers<>(workers, SwitchStep.over(switchboard)),
                unfence,
                copyBack,
                back,
                new DrillStep<>(List.of(unfence, copyBack, back)),
                new AfterMovers<>(
                        workers, new NothingToDo<>(Step.Cleanup, "the mover has ended; the keys stay on both sides")));
    }

    @Override
    public Itinerary itinerary() {
        return Itinerary.of(
                Step.Preflight,
                Step.PrepareTarget,
                Step.FullCopy,
                Step.IncrementalSync,
                Step.Validate,
                Step.Fence,
                Step.Cutover,
                Step.Unfence,
                Step.CopyBack,
                Step.Rollback,
                Step.Drill);
    }

    @Override
    public List<StepAction<CacheMigration>> actions() {
        return actions;
    }

    @Override
    public List<Verdict.Input> verdictInputs(CacheMigration migration, Journal journal, Instant now) {
        return CompareOrders.furtherInputs(migration, journal);
    }
}
