package dev.sealift.api.bucket;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.Cutover;
import dev.sealift.api.DeletionPolicy;
import dev.sealift.api.Goal;
import dev.sealift.api.MigrationSpec;
import dev.sealift.api.Validation;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a {@link BucketMigration} wishes for. */
@ValidationRule(
        value = "duration(self.validation.interval) < duration(self.validation.maxAge)",
        message = "validation.interval must be shorter than validation.maxAge, or the evidence would always be stale")
@ValidationRule(
        value = "duration(self.transfer.interval) < duration(self.validation.maxLag)",
        message = "transfer.interval must be shorter than validation.maxLag, or the lag could never be low enough")
@ValidationRule(
        value = "oldSelf.goal != 'Rollback' || self.goal != 'Cutover'",
        message = "goal can't go from Rollback to Cutover; set it to Replicate first, so that the copy is proven anew",
        fieldPath = ".goal")
@ValidationRule(
        value = "!has(self.validation.repair) || !self.validation.repair",
        message = "validation.repair is for caches: what a comparison of buckets finds missing, the next pass brings",
        fieldPath = ".validation.repair")
public record BucketMigrationSpec(
        @Required @JsonPropertyDescription("The bucket.") BucketSource source,
        @Required @JsonPropertyDescription("The container.") BucketTarget target,

        @JsonPropertyDescription(
                "Assess checks both sides and stops. Replicate copies, keeps copying and keeps comparing. Cutover does so too and, once ready and approved, moves consumers to the target. Rollback moves them back and holds.")
        @Default("Replicate")
        Goal goal,

        @JsonPropertyDescription("How the data moves.") @Default("{}")
        BucketTransfer transfer,

        @JsonPropertyDescription("When the copy counts as proven.") @Default("{}")
        Validation validation,

        @JsonPropertyDescription("How consumers are moved to the target, and back.") @Default("{}")
        Cutover cutover,

        @JsonPropertyDescription("Begin and poll nothing; a copy that runs goes on.") @Default("false")
        Boolean suspend,

        @JsonPropertyDescription(
                "Retain keeps the data on both sides when this resource is deleted. DeleteTarget deletes the container or account at the target if Sealift made it.")
        @Default("Retain")
        DeletionPolicy deletionPolicy)
        implements MigrationSpec {

    /** Fills what is absent. */
    public BucketMigrationSpec(
            BucketSource source,
            BucketTarget target,
            @Nullable Goal goal,
            @Nullable BucketTransfer transfer,
            @Nullable Validation validation,
            @Nullable Cutover cutover,
            @Nullable Boolean suspend,
            @Nullable DeletionPolicy deletionPolicy) {
        this.source = source;
        this.target = target;
        this.goal = Objects.requireNonNullElse(goal, Goal.Replicate);
        this.transfer = Objects.requireNonNullElseGet(transfer, BucketTransfer::defaults);
        this.validation = Objects.requireNonNullElseGet(validation, Validation::defaults);
        this.cutover = Objects.requireNonNullElseGet(cutover, Cutover::defaults);
        this.suspend = Objects.requireNonNullElse(suspend, false);
        this.deletionPolicy = Objects.requireNonNullElse(deletionPolicy, DeletionPolicy.Retain);
    }

    @Override
    public Duration interval() {
        return transfer.interval().getDuration();
    }
}
