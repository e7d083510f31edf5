package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Rehearsal;
import dev.sealift.engine.Sight;
import dev.sealift.engine.StepAction;
import dev.sealift.kinds.Problems;
import dev.sealift.kinds.bucket.LifecyclePolicy.Applied;
import dev.sealift.kinds.bucket.LifecyclePolicy.Plan;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Has the account's management policy say the bucket's lifecycle rules, once consumers use the target; or takes them away again. */
final class LifecycleStep implements StepAction<BucketMigration> {

    private final Sides sides;
    private final Step step;

    private LifecycleStep(Sides sides, Step step) {
        this.sides = sides;
        this.step = step;
    }

    /** After the cutover. */
    static LifecycleStep settle(Sides sides) {
        return new LifecycleStep(sides, Step.Settle);
    }

    /** Before a rollback. */
    static LifecycleStep unsettle(Sides sides) {
        return new LifecycleStep(sides, Step.Unsettle);
    }

    @Override
    public Step step() {
        return step;
    }

    @Override
    public Sight observe(Operating<BucketMigration> operating) {
        if (!isWished(operating)) {
            return Sight.of(ended("target.lifecycle is Ignore"));
        }
        return Sight.of(
                switch (sides.open(operating.migration())) {
                    case Sides.Both both -> look(operating, both);
                    case Sides.Closed closed ->
                        new Observation.Unreachable(
                                "ConnectionNotReady",
                                closed.failure("ConnectionNotReady").message(),
                                Optional.empty());
                });
    }

    private Observation look(Operating<BucketMigration> operating, Sides.Both both) {
        return switch (rules(operating, both)) {
            case Rules.Known(List<ObjectNode> rules) ->
                planned(policy(operating, both).plan(rules));
            case Rules.Unknown(CloudProblem problem) -> Problems.unseen(problem);
        };
    }

    private static Observation planned(Plan plan) {
        return switch (plan) {
            case Plan.Nothing _ -> ended("the account's management policy says what it should");
            case Plan.Put _, Plan.Delete _ ->
                new Observation.Partly("the account's management policy is to be changed");
            case Plan.TooMuch(String why) -> new Observation.Ended(refused(why));
            case Plan.Unreadable(CloudProblem problem) -> Problems.unseen(problem);
        };
    }

    @Override
    public Begun begin(Operating<BucketMigration> operating) {
        if (!isWished(operating)) {
            return new Begun.Running();
        }
        return switch (sides.open(operating.migration())) {
            case Sides.Both both -> apply(operating, both);
            case Sides.Closed closed -> closed.begun();
        };
    }

    private Begun apply(Operating<BucketMigration> operating, Sides.Both both) {
        return switch (rules(operating, both)) {
            case Rules.Known(List<ObjectNode> rules) ->
                begun(policy(operating, both).apply(rules));
            case Rules.Unknown(CloudProblem problem) -> begun(new Applied.Failed(problem));
        };
    }

    private static Begun begun(Applied applied) {
        return switch (applied) {
            case Applied.Done _ -> new Begun.Running();
            case Applied.Refused(String why) -> new Begun.Refused(refused(why), Optional.empty());
            case Applied.Failed(CloudProblem problem) -> Problems.begun(problem);
        };
    }

    /** The rules that are to be there. */
    private sealed interface Rules {
        record Known(List<ObjectNode> rules) implements Rules {}

        record Unknown(CloudProblem problem) implements Rules {}
    }

    private Rules rules(Operating<BucketMigration> operating, Sides.Both both) {
        if (step == Step.Unsettle) {
            return new Rules.Known(List.of());
        }
        return switch (new BucketLifecycle(both, operating.migration().spec(), uid(operating)).read()) {
            case BucketLifecycle.Reading.Rules(var _, var translation) -> new Rules.Known(translation.rules());
            case BucketLifecycle.Reading.Unreadable(CloudProblem problem) -> new Rules.Unknown(problem);
        };
    }

    private static LifecyclePolicy policy(Operating<BucketMigration> operating, Sides.Both both) {
        return new LifecyclePolicy(
                new StorageAccount(both.azure(), operating.migration().spec().target()), uid(operating));
    }

    private static boolean isWished(Operating<BucketMigration> operating) {
        return operating.migration().spec().target().lifecycle() == BucketTarget.Lifecycle.Translate;
    }

    @Override
    public Optional<Rehearsal> rehearse(Operating<BucketMigration> operating) {
        if (!isWished(operating)) {
            return Optional.empty();
        }
        List<String> obstacles = switch (observe(operating).observation()) {
            case Observation.Ended(Ending.Failure failure) -> List.of(failure.message());
            case Observation.Unreachable unreachable -> List.of(unreachable.message());
            case Observation.Unknowable(String message) -> List.of(message);
            case Observation.Ended _,
                    Observation.NotAsked _,
                    Observation.Absent _,
                    Observation.Partly _,
                    Observation.Running _ -> List.of();
        };
        return Optional.of(new Rehearsal("take our lifecycle rules out of " + ref(operating), obstacles));
    }

    @Override
    public void cancel(Operating<BucketMigration> operating) {
        // A policy is put at once or not at all.
    }

    @Override
    public String ref(Operating<BucketMigration> operating) {
        return "managementPolicy/" + operating.migration().spec().target().storageAccount();
    }

    private static String uid(Operating<BucketMigration> operating) {
        return operating.migration().getMetadata().getUid();
    }

    private static Observation ended(String message) {
        return new Observation.Ended(Ending.completed(message));
    }

    private static Ending.Failure refused(String why) {
        return new Ending.Failure("LifecycleRefused", why, false, Map.of());
    }
}
