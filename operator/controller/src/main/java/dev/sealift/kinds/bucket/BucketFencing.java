package dev.sealift.kinds.bucket;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.aws.AwsAccess;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.cutover.Fencing;
import dev.sealift.kinds.Problems;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Makes a bucket read-only by a statement of its policy, and takes the statement away. */
final class BucketFencing implements Fencing<BucketMigration> {

    private static final int NOT_FOUND = 404;

    private final Sides sides;

    BucketFencing(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Standing look(Operating<BucketMigration> operating) {
        return switch (sides.open(operating.migration())) {
            case Sides.Both both -> look(operating.migration(), both.aws());
            case Sides.Closed closed ->
                new Standing.Unreachable(closed.failure("Unreachable").message());
        };
    }

    private static Standing look(BucketMigration migration, AwsAccess aws) {
        try {
            boolean raised = statement(migration, aws).isIn(policy(aws, bucket(migration)));
            return raised ? new Standing.Raised() : new Standing.Lowered();
        } catch (SdkException e) {
            CloudProblem problem = aws.problem(e, "s3:GetBucketPolicy", bucket(migration));
            return problem.retryable()
                    ? new Standing.Unreachable(problem.message())
                    : new Standing.Refused(Problems.failure(problem));
        }
    }

    @Override
    public Begun raise(Operating<BucketMigration> operating) {
        return change(operating, aws -> {
            String bucket = bucket(operating.migration());
            String policy = statement(operating.migration(), aws).addedTo(policy(aws, bucket));
            aws.s3().putBucketPolicy(request -> request.bucket(bucket).policy(policy));
        });
    }

    @Override
    public Begun lower(Operating<BucketMigration> operating) {
        return change(operating, aws -> {
            String bucket = bucket(operating.migration());
            String policy = policy(aws, bucket);
            FenceStatement ours = statement(operating.migration(), aws);
            if (policy != null && ours.isIn(policy)) {
                replace(aws, bucket, ours.removedFrom(policy));
            }
        });
    }

    private static void replace(AwsAccess aws, String bucket, Optional<String> policy) {
        policy.ifPresentOrElse(
                text -> aws.s3()
                        .putBucketPolicy(request -> request.bucket(bucket).policy(text)),
                () -> aws.s3().deleteBucketPolicy(request -> request.bucket(bucket)));
    }

    /** What is done with the bucket's policy. */
    @FunctionalInterface
    private interface Change {
        void with(AwsAccess aws);
    }

    private Begun change(Operating<BucketMigration> operating, Change change) {
        return switch (sides.open(operating.migration())) {
            case Sides.Both both -> attempt(both.aws(), bucket(operating.migration()), change);
            case Sides.Closed closed -> closed.begun();
        };
    }

    private static Begun attempt(AwsAccess aws, String bucket, Change change) {
        try {
            change.with(aws);
            return new Begun.Running();
        } catch (SdkException e) {
            return Problems.begun(aws.problem(e, "s3:PutBucketPolicy", bucket));
        }
    }

    /**
     * What would keep the fence from being lowered: the policy can't be read, or is not what it was once our statement is added and taken
     * away again. Whether we may put it can only be told by putting it.
     */
    @Override
    public Optional<String> obstacle(Operating<BucketMigration> operating) {
        return switch (sides.open(operating.migration())) {
            case Sides.Both both -> obstacle(operating.migration(), both.aws());
            case Sides.Closed closed ->
                Optional.of(closed.failure("ConnectionNotReady").message());
        };
    }

    private static Optional<String> obstacle(BucketMigration migration, AwsAccess aws) {
        try {
            boolean restores = statement(migration, aws).leavesNothingIn(policy(aws, bucket(migration)));
            return restores
                    ? Optional.empty()
                    : Optional.of("the policy of bucket %s would not be as before".formatted(bucket(migration)));
        } catch (SdkException e) {
            return Optional.of(
                    aws.problem(e, "s3:GetBucketPolicy", bucket(migration)).message());
        }
    }

    /** What stands in the way of a fence: without reading the policy first it would be overwritten. */
    static Optional<Finding> obstacle(AwsAccess aws, BucketSource source) {
        try {
            policy(aws, source.bucket());
            return Optional.empty();
        } catch (SdkException e) {
            CloudProblem problem = aws.problem(e, "s3:GetBucketPolicy", source.bucket());
            return Optional.of(Sides.error("Fence", source.bucket(), problem));
        }
    }

    private static @Nullable String policy(AwsAccess aws, String bucket) {
        try {
            return aws.s3().getBucketPolicy(request -> request.bucket(bucket)).policy();
        } catch (S3Exception e) {
            if (e.statusCode() == NOT_FOUND
                    && "NoSuchBucketPolicy".equals(e.awsErrorDetails().errorCode())) {
                return null;
            }
            throw e;
        }
    }

    @Override
    public String ref(Operating<BucketMigration> operating) {
        return "bucketPolicy/" + bucket(operating.migration());
    }

    private static FenceStatement statement(BucketMigration migration, AwsAccess aws) {
        BucketSource source = migration.spec().source();
        return FenceStatement.of(migration.getMetadata().getUid(), aws.region(), source.bucket(), source.prefix());
    }

    private static String bucket(BucketMigration migration) {
        return migration.spec().source().bucket();
    }
}
