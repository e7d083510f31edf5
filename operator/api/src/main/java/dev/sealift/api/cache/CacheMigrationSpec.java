package dev.sealift.api.cache;

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

/** What a {@link CacheMigration} wishes for. */
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
        value = "self.deletionPolicy != 'DeleteTarget'",
        message = "deletionPolicy must be Retain: Sealift does not make a cache's target, so it deletes none",
        fieldPath = ".deletionPolicy")
@ValidationRule(
        value = "self.source.endpoint.address != self.target.endpoint.address",
        message = "source and target are the same address")
public record CacheMigrationSpec(
        @Required @JsonPropertyDescription("The cache to move.")
        CacheSource source,

        @Required @JsonPropertyDescription("Where it goes.") CacheTarget target,

        @JsonPropertyDescription(
                "Assess checks both sides and stops. Replicate copies, keeps copying and keeps comparing. Cutover does so too and, once ready and approved, moves consumers to the target. Rollback moves them back and holds.")
        @Default("Replicate")
        Goal goal,

        @JsonPropertyDescription("How the data moves.") @Default("{}")
        CacheTransfer transfer,

        @JsonPropertyDescription("When the copy counts as proven.") @Default("{}")
        Validation validation,

        @JsonPropertyDescription("How consumers are moved to the target, and back.") @Default("{}")
        Cutover cutover,

        @JsonPropertyDescription("Begin and poll nothing; a mover that runs goes on.") @Default("false")
        Boolean suspend,

        @JsonPropertyDescription("What happens when this resource is deleted: Retain keeps the keys on both sides.")
        @Default("Retain")
        DeletionPolicy deletionPolicy)
        implements MigrationSpec {

    /** Fills what is absent. */
    public CacheMigrationSpec(
            CacheSource source,
            CacheTarget target,
            @Nullable Goal goal,
            @Nullable CacheTransfer transfer,
            @Nullable Validation validation,
            @Nullable Cutover cutover,
            @Nullable Boolean suspend,
            @Nullable DeletionPolicy deletionPolicy) {
        this.source = source;
        this.target = target;
        this.goal = Objects.requireNonNullElse(goal, Goal.Replicate);
        this.transfer = Objects.requireNonNullElseGet(transfer, CacheTransfer::defaults);
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
