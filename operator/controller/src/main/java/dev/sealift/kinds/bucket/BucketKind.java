package dev.sealift.kinds.bucket;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.engine.Kind;
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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A bucket's itinerary and what does its steps. */
public final class BucketKind implements Kind<BucketMigration> {

    private final List<StepAction<BucketMigration>> actions;
    private final Credentials credentials;

    /** The kind, with its way into both clouds and its workers. */
    public BucketKind(Sides sides, Credentials credentials, Workers workers, Switchboard switchboard) {
        this.credentials = credentials;
        BucketFencing fencing = new BucketFencing(sides);
        StepAction<BucketMigration> unsettle = LifecycleStep.unsettle(sides);
        StepAction<BucketMigration> unfence = new UnfenceStep<>(fencing);
        StepAction<BucketMigration> copyBack = new WorkerStep<>(Step.CopyBack, workers, new CopyBackOrders(sides));
        StepAction<BucketMigration> back = SwitchStep.back(switchboard);
        this.actions = List.of(
                new WorkerStep<>(Step.Preflight, workers, new SurveyOrders(sides, switchboard)),
                new PrepareTarget(sides),
                new WorkerStep<>(Step.FullCopy, workers, new CopyOrders(sides)),
                new WorkerStep<>(Step.IncrementalSync, workers, new CopyOrders(sides)),
                new WorkerStep<>(Step.Validate, workers, new VerifyOrders(sides)),
                new FenceStep<>(fencing, switchboard),
                SwitchStep.over(switchboard),
                LifecycleStep.settle(sides),
                unsettle,
                unfence,
                copyBack,
                back,
                new DrillStep<>(List.of(unsettle, unfence, copyBack, back)),
                new BucketCleanup(sides));
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
                Step.Settle,
                Step.Unsettle,
                Step.Unfence,
                Step.CopyBack,
                Step.Rollback,
                Step.Drill);
    }

    @Override
    public List<StepAction<BucketMigration>> actions() {
        return actions;
    }

    @Override
    public List<Verdict.Input> verdictInputs(BucketMigration migration, Journal journal, Instant now) {
        List<Verdict.Input> inputs = new ArrayList<>(VerifyOrders.furtherInputs(migration, journal));
        inputs.add(credentials.input(migration, now));
        return inputs;
    }
}
