package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** How consumers are moved to the target, and back. */
@ValidationRule(
        value = "!has(self.maxDowntime) || duration(self.maxDowntime) >= duration('1s')",
        message = "maxDowntime must be 1s or longer",
        fieldPath = ".maxDowntime")
public record Cutover(
        @JsonPropertyDescription(
                "The token in status.cutover.token, which approves the cutover once goal is Cutover; auto approves whatever is ready.")
        @Default("")
        @Pattern("^(auto|c-[0-9a-f]{8})?$") String approve,

        @JsonPropertyDescription("When the cutover may begin; absent for at any time.") @Nullable CutoverWindow window,

        @JsonPropertyDescription(
                "How writers are kept from the source while the last changes are copied. None leaves it to you to stop them. ReadOnly has Sealift deny writes at the source, and lifts that on a rollback.")
        @Default("None")
        Fence fence,

        @JsonProperty("switch")
        @JsonPropertyDescription("What is changed in this cluster, in this order, to move consumers to the target.")
        @Size(max = 32) List<Switch> switches,

        @JsonPropertyDescription(
                "How long the cutover may take from the fence until consumers are moved; beyond it, it has failed.")
        @Default("1h")
        Duration maxDowntime,

        @JsonPropertyDescription("How long after the cutover it can be rolled back.") @Default("72h")
        Duration rollbackWindow,

        @JsonPropertyDescription(
                "What follows a failed cutover. Hold leaves everything as it is for a person to look at. Rollback lifts the fence and moves consumers back.")
        @Default("Hold")
        OnFailure onFailure,

        @JsonPropertyDescription(
                "Whether a rollback copies back to the source what was written to the target since the cutover. Without it, that is listed in the report.")
        @Default("false")
        Boolean copyBack) {

    /** Fills what is absent. */
    public Cutover(
            @Nullable String approve,
            @Nullable CutoverWindow window,
            @Nullable Fence fence,
            @Nullable List<Switch> switches,
            @Nullable Duration maxDowntime,
            @Nullable Duration rollbackWindow,
            @Nullable OnFailure onFailure,
            @Nullable Boolean copyBack) {
        this.approve = Objects.requireNonNullElse(approve, "");
        this.window = window;
        this.fence = Objects.requireNonNullElse(fence, Fence.None);
        this.switches = List.copyOf(Objects.requireNonNullElse(switches, List.of()));
        this.maxDowntime = orHours(maxDowntime, 1);
        this.rollbackWindow = orHours(rollbackWindow, 72);
        this.onFailure = Objects.requireNonNullElse(onFailure, OnFailure.Hold);
        this.copyBack = Objects.requireNonNullElse(copyBack, false);
    }

    /** A cutover as it is when a spec says nothing of it. */
    public static Cutover defaults() {
        return new Cutover(null, null, null, null, null, null, null, null);
    }

    private static Duration orHours(@Nullable Duration given, long hours) {
        return given != null ? given : new Duration(java.time.Duration.ofHours(hours));
    }

    /** How writers are kept from the source. Further values come with later versions. */
    public enum Fence {
        /** They are not. */
        None,
        /** The source refuses writes. */
        ReadOnly
    }

    /** What follows a failed cutover. */
    public enum OnFailure {
        /** Nothing; a person decides. */
        Hold,
        /** It is undone. */
        Rollback
    }
}
