package dev.sealift.kinds.bucket;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.azure.ArmReply;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.kinds.bucket.BucketLifecycle.Reading;
import dev.sealift.kinds.bucket.lifecyclerules.LeftOut;
import dev.sealift.kinds.bucket.lifecyclerules.Translation;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** What Preflight says of the bucket's lifecycle rules: which will hold at the target, and what of them can't. */
final class LifecycleChecks {

    private static final String CHECK = "LifecycleRules";
    private static final String WRITE = "Microsoft.Storage/storageAccounts/managementPolicies/write";

    private final BucketTarget target;
    private final BucketLifecycle rules;
    private final StorageAccount storage;
    private final LifecyclePolicy policy;

    LifecycleChecks(Sides.Both both, BucketMigration migration) {
        String uid = migration.getMetadata().getUid();
        this.target = migration.spec().target();
        this.rules = new BucketLifecycle(both, migration.spec(), uid);
        this.storage = new StorageAccount(both.azure(), target);
        this.policy = new LifecyclePolicy(storage, uid);
    }

    List<Finding> findings() {
        return switch (rules.read()) {
            case Reading.Unreadable(CloudProblem problem) ->
                unreadable(problem).stream().toList();
            case Reading.Rules(List<LifecycleRule> original, Translation _) when original.isEmpty() -> List.of();
            case Reading.Rules(List<LifecycleRule> original, Translation translation) ->
                switch (target.lifecycle()) {
                    case Ignore -> List.of(ignored(original));
                    case Translate -> translated(original, translation);
                };
        };
    }

    /** Rules that are to be left behind need not be seen. */
    private Optional<Finding> unreadable(CloudProblem problem) {
        return switch (target.lifecycle()) {
            case Ignore -> Optional.empty();
            case Translate -> Optional.of(Sides.error(CHECK, null, problem));
        };
    }

    private static Finding ignored(List<LifecycleRule> original) {
        String ids = original.stream().map(LifecycleRule::id).collect(Collectors.joining(", "));
        return finding(
                Severity.Warning,
                ids,
                "the bucket has %d lifecycle rules, and target.lifecycle is Ignore".formatted(original.size()),
                "set target.lifecycle: Translate, or make rules at the target after the cutover");
    }

    private List<Finding> translated(List<LifecycleRule> original, Translation translation) {
        List<Finding> findings = new ArrayList<>();
        translation.leftOut().stream().map(LifecycleChecks::leftOut).forEach(findings::add);
        if (!translation.rules().isEmpty()) {
            findings.add(finding(
                    Severity.Info,
                    null,
                    "%d lifecycle rules become %d of the account's policy after the cutover; they count each blob's age from its copying, not from its making at S3"
                            .formatted(original.size(), translation.rules().size()),
                    null));
            notWritable().ifPresent(findings::add);
            tooMuch(translation).ifPresent(findings::add);
        }
        return findings;
    }

    private static Finding leftOut(LeftOut part) {
        return finding(part.needed() ? Severity.Warning : Severity.Info, part.rule(), part.why(), part.remedy());
    }

    private Optional<Finding> notWritable() {
        return switch (storage.permissions(false)) {
            case ArmReply.Ok permissions
            when !Rights.toResources(permissions.body()).allow(WRITE) ->
                Optional.of(
                        finding(
                                Severity.Error,
                                target.storageAccount(),
                                "the identity lacks the action " + WRITE,
                                "assign it the role Storage Account Contributor on the account, or set target.lifecycle: Ignore"));
            case ArmReply.Ok _, ArmReply.NotFound _, ArmReply.Problem _ -> Optional.empty();
        };
    }

    private Optional<Finding> tooMuch(Translation translation) {
        return switch (policy.plan(translation.rules())) {
            case LifecyclePolicy.Plan.TooMuch(String why) ->
                Optional.of(finding(
                        Severity.Error,
                        target.storageAccount(),
                        why,
                        "remove rules there or at the bucket, or set target.lifecycle: Ignore"));
            case LifecyclePolicy.Plan.Unreadable(CloudProblem problem) ->
                Optional.of(Sides.error(CHECK, target.storageAccount(), problem));
            case LifecyclePolicy.Plan.Nothing(), LifecyclePolicy.Plan.Put _, LifecyclePolicy.Plan.Delete() ->
                Optional.empty();
        };
    }

    private static Finding finding(Severity severity, @Nullable String item, String message, @Nullable String remedy) {
        return new Finding(severity, CHECK, item, message, remedy);
    }
}
