package dev.sealift.kinds.bucket;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.azure.ArmReply;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Sight;
import dev.sealift.engine.StepAction;
import dev.sealift.kinds.Problems;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.Map;
import java.util.Optional;

/**
 * Makes the account, if it is missing and wanted, then the container, then the one for our records. All have names of their own and
 * are put, so that making them twice makes them once; what was there before is taken as it is.
 */
final class PrepareTarget implements StepAction<BucketMigration> {

    /** Fact: whether the account is ADLS Gen2. */
    static final String HIERARCHICAL = "hierarchicalNamespace";

    private final Sides sides;

    PrepareTarget(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Step step() {
        return Step.PrepareTarget;
    }

    @Override
    public Sight observe(Operating<BucketMigration> operating) {
        return switch (sides.open(operating.migration())) {
            case Sides.Both both -> Sight.of(look(storage(operating, both)));
            case Sides.Closed closed ->
                Sight.of(new Observation.Unreachable(
                        "ConnectionNotReady",
                        closed.failure("ConnectionNotReady").message(),
                        Optional.empty()));
        };
    }

    private static Observation look(StorageAccount storage) {
        return switch (storage.account()) {
            case ArmReply.NotFound _ -> new Observation.Absent();
            case ArmReply.Problem(CloudProblem problem) -> Problems.unseen(problem);
            case ArmReply.Ok account
            when !StorageAccount.isProvisioned(account.body()) ->
                new Observation.Running("the storage account is being made");
            case ArmReply.Ok account -> lookInside(storage, account);
        };
    }

    private static Observation lookInside(StorageAccount storage, ArmReply.Ok account) {
        return switch (storage.container()) {
            case ArmReply.NotFound _ -> new Observation.Partly("the account is there, the container is not");
            case ArmReply.Problem(CloudProblem problem) -> Problems.unseen(problem);
            case ArmReply.Ok _ -> lookForRecords(storage, account);
        };
    }

    private static Observation lookForRecords(StorageAccount storage, ArmReply.Ok account) {
        return switch (storage.records()) {
            case ArmReply.NotFound _ ->
                new Observation.Partly("account and container are there, the one for Sealift's records is not");
            case ArmReply.Problem(CloudProblem problem) -> Problems.unseen(problem);
            case ArmReply.Ok _ ->
                new Observation.Ended(Ending.completed(
                        "account and container exist; records are kept in the container " + RecordNames.CONTAINER,
                        Map.of(HIERARCHICAL, String.valueOf(StorageAccount.isHierarchical(account.body())))));
        };
    }

    @Override
    public Begun begin(Operating<BucketMigration> operating) {
        return switch (sides.open(operating.migration())) {
            case Sides.Both both -> make(operating, storage(operating, both));
            case Sides.Closed closed -> closed.begun();
        };
    }

    private static Begun make(Operating<BucketMigration> operating, StorageAccount storage) {
        return switch (storage.account()) {
            case ArmReply.NotFound(CloudProblem problem) -> makeAccount(operating, storage, problem);
            case ArmReply.Problem(CloudProblem problem) -> Problems.begun(problem);
            case ArmReply.Ok account when !StorageAccount.isProvisioned(account.body()) -> new Begun.Running();
            case ArmReply.Ok _ -> makeContainer(operating, storage);
        };
    }

    private static Begun makeAccount(
            Operating<BucketMigration> operating, StorageAccount storage, CloudProblem missing) {
        BucketTarget.NewAccount wanted = operating.migration().spec().target().createAccount();
        return wanted == null ? Problems.begun(missing) : begun(storage.makeAccount(wanted, uid(operating)));
    }

    private static Begun makeContainer(Operating<BucketMigration> operating, StorageAccount storage) {
        return switch (storage.container()) {
            case ArmReply.Ok _ -> makeRecords(storage);
            case ArmReply.Problem(CloudProblem problem) -> Problems.begun(problem);
            case ArmReply.NotFound(CloudProblem problem) ->
                operating.migration().spec().target().createContainer()
                        ? begun(storage.makeContainer(uid(operating)))
                        : Problems.begun(problem);
        };
    }

    private static Begun makeRecords(StorageAccount storage) {
        return switch (storage.records()) {
            case ArmReply.Ok _ -> new Begun.Running();
            case ArmReply.Problem(CloudProblem problem) -> Problems.begun(problem);
            case ArmReply.NotFound _ -> begun(storage.makeRecords());
        };
    }

    private static Begun begun(ArmReply reply) {
        return switch (reply) {
            case ArmReply.Ok _ -> new Begun.Running();
            case ArmReply.NotFound(CloudProblem problem) -> Problems.begun(problem);
            case ArmReply.Problem(CloudProblem problem) -> Problems.begun(problem);
        };
    }

    @Override
    public void cancel(Operating<BucketMigration> operating) {
        // What the resource manager has begun it ends by itself; there is nothing to stop.
    }

    @Override
    public String ref(Operating<BucketMigration> operating) {
        BucketTarget target = operating.migration().spec().target();
        return "storageAccount/%s/%s".formatted(target.storageAccount(), target.container());
    }

    private static StorageAccount storage(Operating<BucketMigration> operating, Sides.Both both) {
        return new StorageAccount(both.azure(), operating.migration().spec().target());
    }

    private static String uid(Operating<BucketMigration> operating) {
        return operating.migration().getMetadata().getUid();
    }
}
