package dev.sealift.kinds.bucket;

import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.azure.ArmReply;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.kinds.bucket.lifecyclerules.Placement;
import dev.sealift.kinds.bucket.lifecyclerules.RuleNames;
import dev.sealift.kinds.bucket.lifecyclerules.RuleTranslator;
import dev.sealift.kinds.bucket.lifecyclerules.Translation;
import java.util.List;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** The bucket's lifecycle rules, as they are now and as they would be at the target. Changes nothing. */
final class BucketLifecycle {

    private static final String ACTION = "s3:GetLifecycleConfiguration";
    private static final int NONE_THERE = 404;

    private final Sides.Both both;
    private final BucketMigrationSpec spec;
    private final RuleNames names;

    BucketLifecycle(Sides.Both both, BucketMigrationSpec spec, String uid) {
        this.both = both;
        this.spec = spec;
        this.names = RuleNames.of(uid);
    }

    /** What was found. */
    sealed interface Reading {

        /** These rules, and what they become; both are empty where the bucket has none. */
        record Rules(List<LifecycleRule> original, Translation translation) implements Reading {}

        /** They can't be read. */
        record Unreadable(CloudProblem problem) implements Reading {}
    }

    Reading read() {
        String bucket = spec.source().bucket();
        try {
            return translated(both.aws()
                    .s3()
                    .getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                    .rules());
        } catch (AwsServiceException e) {
            return e.statusCode() == NONE_THERE ? translated(List.of()) : unreadable(e, bucket);
        } catch (SdkException e) {
            return unreadable(e, bucket);
        }
    }

    private Reading unreadable(SdkException e, String bucket) {
        return new Reading.Unreadable(both.aws().problem(e, ACTION, bucket));
    }

    private Reading translated(List<LifecycleRule> original) {
        return new Reading.Rules(original, RuleTranslator.translate(original, placement(), names));
    }

    private Placement placement() {
        BucketTarget target = spec.target();
        boolean indexTags = false;
        return new Placement(
                target.container(),
                spec.source().prefix(),
                target.prefix(),
                indexTags,
                StorageAccount.hasArchiveTier(redundancy(target)));
    }

    /** Of the account as it is, or as it will be made. */
    private String redundancy(BucketTarget target) {
        BucketTarget.NewAccount wanted = target.createAccount();
        return switch (new StorageAccount(both.azure(), target).account()) {
            case ArmReply.Ok found -> StorageAccount.redundancy(found.body());
            case ArmReply.NotFound _, ArmReply.Problem _ ->
                wanted == null ? "" : wanted.sku().name();
        };
    }
}
