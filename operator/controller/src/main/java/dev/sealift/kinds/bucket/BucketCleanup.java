package dev.sealift.kinds.bucket;

import dev.sealift.api.DeletionPolicy;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.azure.ArmReply;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.Ownership;
import dev.sealift.engine.Sight;
import dev.sealift.engine.StepAction;
import dev.sealift.kinds.Problems;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.Step;
import java.util.Optional;

/**
 * Removes this migration's indexes. With {@code DeleteTarget}, removes its evidence too, then the account if we made it for this
 * migration, else the container if we made that. Jobs, the state volume and the report belong to the resource and go with it.
 */
final class BucketCleanup implements StepAction<BucketMigration> {

    private final Sides sides;

    BucketCleanup(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Step step() {
        return Step.Cleanup;
    }

    @Override
    public Sight observe(Operating<BucketMigration> operating) {
        return Sight.of(left(operating));
    }

    private Observation left(Operating<BucketMigration> operating) {
        BucketMigration migration = operating.migration();
        return switch (sides.open(migration)) {
            case Sides.Both both -> left(migration, both);
            case Sides.Closed closed ->
                unseen(migration, closed.failure("Unreachable").message());
        };
    }

    /** The account is asked for first: the name of one that is gone does not even resolve. */
    private static Observation left(BucketMigration migration, Sides.Both both) {
        return switch (storage(migration, both).account()) {
            case ArmReply.NotFound _ -> done("the account is gone, and the records in it");
            case ArmReply.Problem(CloudProblem problem) -> unseen(migration, problem.message());
            case ArmReply.Ok _ -> leftInside(migration, both);
        };
    }

    private static Observation leftInside(BucketMigration migration, Sides.Both both) {
        return switch (new OwnRecords(both.azure(), migration).look()) {
            case OwnRecords.Left.Something(String where) ->
                Ownership.isAbandoned(migration)
                        ? done("abandoned; records are left at " + where)
                        : new Observation.Partly("records are left at " + where);
            case OwnRecords.Left.Untold(CloudProblem problem) -> unseen(migration, problem.message());
            case OwnRecords.Left.Nothing _ ->
                retains(migration)
                        ? done("the data stays on both sides, and the evidence in the container "
                                + RecordNames.CONTAINER)
                        : look(migration, storage(migration, both));
        };
    }

    private static StorageAccount storage(BucketMigration migration, Sides.Both both) {
        return new StorageAccount(both.azure(), migration.spec().target());
    }

    /** Whoever keeps the target is not made to wait for a cloud only because some records can't be removed there. */
    private static Observation unseen(BucketMigration migration, String message) {
        return retains(migration)
                ? done("the data stays on both sides; the container " + RecordNames.CONTAINER
                        + " may still hold this migration's indexes: " + message)
                : unless(Ownership.isAbandoned(migration), message);
    }

    private static Observation look(BucketMigration migration, StorageAccount storage) {
        return switch (storage.account()) {
            case ArmReply.NotFound _ -> done("the account is gone");
            case ArmReply.Problem(CloudProblem problem) -> unless(Ownership.isAbandoned(migration), problem.message());
            case ArmReply.Ok account
            when StorageAccount.accountMadeFor(uid(migration), account.body()) ->
                new Observation.Partly("the account that was made for this migration is still there");
            case ArmReply.Ok _ -> lookInside(migration, storage);
        };
    }

    private static Observation lookInside(BucketMigration migration, StorageAccount storage) {
        return switch (storage.container()) {
            case ArmReply.NotFound _ -> done("the container is gone");
            case ArmReply.Problem(CloudProblem problem) -> unless(Ownership.isAbandoned(migration), problem.message());
            case ArmReply.Ok container
            when StorageAccount.containerMadeFor(uid(migration), container.body()) ->
                new Observation.Partly("the container that was made for this migration is still there");
            case ArmReply.Ok _ -> done("the container was there before this migration and stays");
        };
    }

    /** A person may let a deletion end although a cloud can't be reached. */
    private static Observation unless(boolean abandoned, String message) {
        return abandoned
                ? done("abandoned; the target may still hold what was made there: " + message)
                : new Observation.Unreachable("Unreachable", message, Optional.empty());
    }

    private static Observation done(String message) {
        return new Observation.Ended(Ending.completed(message));
    }

    @Override
    public Begun begin(Operating<BucketMigration> operating) {
        BucketMigration migration = operating.migration();
        return switch (sides.open(migration)) {
            case Sides.Both both -> delete(migration, both);
            case Sides.Closed closed ->
                retains(migration) || Ownership.isAbandoned(migration)
                        ? new Begun.Running()
                        : new Begun.Unknown(closed.failure("Unreachable").message());
        };
    }

    private static Begun delete(BucketMigration migration, Sides.Both both) {
        StorageAccount storage = storage(migration, both);
        if (storage.account() instanceof ArmReply.NotFound) {
            return new Begun.Running();
        }
        Optional<CloudProblem> problem = new OwnRecords(both.azure(), migration).remove();
        if (retains(migration)) {
            return new Begun.Running();
        }
        if (problem.isPresent() && !Ownership.isAbandoned(migration)) {
            return Problems.begun(problem.get());
        }
        return delete(migration, storage);
    }

    private static Begun delete(BucketMigration migration, StorageAccount storage) {
        if (storage.account() instanceof ArmReply.Ok account
                && StorageAccount.accountMadeFor(uid(migration), account.body())) {
            return begun(migration, storage.deleteAccount());
        }
        if (storage.container() instanceof ArmReply.Ok container
                && StorageAccount.containerMadeFor(uid(migration), container.body())) {
            return begun(migration, storage.deleteContainer());
        }
        return new Begun.Running();
    }

    private static Begun begun(BucketMigration migration, ArmReply reply) {
        return switch (reply) {
            case ArmReply.Ok _, ArmReply.NotFound _ -> new Begun.Running();
            case ArmReply.Problem(CloudProblem problem) ->
                Ownership.isAbandoned(migration) ? new Begun.Running() : new Begun.Unknown(problem.message());
        };
    }

    @Override
    public void cancel(Operating<BucketMigration> operating) {
        // A deletion is not taken back.
    }

    @Override
    public String ref(Operating<BucketMigration> operating) {
        return "cleanup/" + operating.name();
    }

    private static boolean retains(BucketMigration migration) {
        return migration.spec().deletionPolicy() == DeletionPolicy.Retain || isUsed(migration);
    }

    /** Once a cutover has begun, consumers may use the target, until it was undone. */
    private static boolean isUsed(BucketMigration migration) {
        return Optional.ofNullable(migration.status())
                .map(MigrationStatus::cutover)
                .filter(cutover -> cutover.startedAt() != null && cutover.rolledBackAt() == null)
                .isPresent();
    }

    private static String uid(BucketMigration migration) {
        return migration.getMetadata().getUid();
    }
}
