package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The status of every kind. Under 8 KiB. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record MigrationStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable Long observedGeneration,

        @JsonPropertyDescription("A word for people and columns. Conditions are what programs should read.") @Nullable String phase,

        @JsonPropertyDescription("What is true now; see the documentation for types and reasons.")
        List<Condition> conditions,

        @JsonPropertyDescription("How far the work is.") @Nullable Progress progress,

        @JsonPropertyDescription("What CutoverReady was computed from: each input with its value and limit.")
        List<VerdictInput> verdict,

        @JsonPropertyDescription("The cutover's state.") @Nullable CutoverStatus cutover,

        @JsonPropertyDescription("The journal: the last operation of each step.")
        List<Operation> operations,

        @JsonPropertyDescription("What Preflight found, worst first. The report holds what does not fit here.")
        List<Finding> findings,

        @JsonPropertyDescription("The full report, item by item, worst first.") @Nullable ReportReference reportRef,

        @JsonPropertyDescription("The value of the annotation sealift.dev/requested-at that was last acted on.")
        @Nullable String lastHandledRequest) {

    /** A status of nothing. */
    public static final MigrationStatus EMPTY =
            new MigrationStatus(null, null, null, null, null, null, null, null, null, null);

    /** Absent lists are empty lists. */
    public MigrationStatus(
            @Nullable Long observedGeneration,
            @Nullable String phase,
            @Nullable List<Condition> conditions,
            @Nullable Progress progress,
            @Nullable List<VerdictInput> verdict,
            @Nullable CutoverStatus cutover,
            @Nullable List<Operation> operations,
            @Nullable List<Finding> findings,
            @Nullable ReportReference reportRef,
            @Nullable String lastHandledRequest) {
        this.observedGeneration = observedGeneration;
        this.phase = phase;
        this.conditions = copied(conditions);
        this.progress = progress;
        this.verdict = copied(verdict);
        this.cutover = cutover;
        this.operations = copied(operations);
        this.findings = copied(findings);
        this.reportRef = reportRef;
        this.lastHandledRequest = lastHandledRequest;
    }

    /** The condition of the type, if it is set. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(c -> c.type() == type).findFirst();
    }

    /** The verdict's input of the name, if it is set. */
    public Optional<VerdictInput> input(String name) {
        return verdict.stream().filter(v -> v.input().equals(name)).findFirst();
    }

    private static <T> List<T> copied(@Nullable List<T> list) {
        return List.copyOf(Objects.requireNonNullElse(list, List.of()));
    }

    /** How far the work is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Progress(
            @JsonPropertyDescription("What is under way, for columns, such as 42%.")
            String summary,

            @JsonPropertyDescription("Rounded down, so that 100 means done. Absent while the total is not known.")
            @Nullable Integer percent,

            @JsonPropertyDescription("Items done.") long itemsDone,

            @JsonPropertyDescription("Items in all, 0 while not known.")
            long itemsTotal,

            @JsonPropertyDescription("Items that failed.") long itemsFailed,
            @JsonPropertyDescription("Bytes done.") long bytesDone,

            @JsonPropertyDescription("Bytes in all, 0 while not known.")
            long bytesTotal,

            @JsonPropertyDescription("Bytes a second, over the last seconds.") @Nullable Long bytesPerSecond,

            @JsonPropertyDescription("Items a second, over the last seconds.") @Nullable Long itemsPerSecond,

            @JsonPropertyDescription("When it will be done at this rate.") @Nullable Instant eta,

            @JsonPropertyDescription("How far the target is behind the source.") @Nullable Long lagSeconds,

            @JsonPropertyDescription("The lag for columns, such as 41s.") @Nullable String lag) {}

    /** One input of the verdict. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record VerdictInput(
            @JsonPropertyDescription("What was measured.") String input,
            @JsonPropertyDescription("What it is.") String value,
            @JsonPropertyDescription("What it may be.") String limit,

            @JsonPropertyDescription("How old the measurement was when this was written, to the minute.") @Nullable String age,

            @JsonPropertyDescription("When it was measured.") @Nullable Instant observedAt,

            @JsonPropertyDescription("Whether it allows the cutover.")
            boolean ok,

            @JsonPropertyDescription("What is the matter, or the evidence.") @Nullable String message,

            @JsonPropertyDescription("Digest of the evidence.") @Nullable String digest) {}

    /** The cutover's state. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record CutoverStatus(
            @JsonPropertyDescription(
                    "Approves the cutover as it is ready now: put it into spec.cutover.approve. Absent while it is not ready.")
            @Nullable String token,

            @JsonPropertyDescription("Since when the cutover has been ready; absent while it is not.") @Nullable Instant readyAt,

            @JsonPropertyDescription(
                    "How long consumers would be without either side: what the last pass and the last comparison took.")
            @Nullable String predictedDowntime,

            @JsonPropertyDescription("When the last cutover began, which is when the source was fenced.") @Nullable Instant startedAt,

            @JsonPropertyDescription("When consumers had been moved to the target.") @Nullable Instant completedAt,

            @JsonPropertyDescription("How long consumers were without either side.") @Nullable String actualDowntime,

            @JsonPropertyDescription("Until when the cutover can be rolled back.") @Nullable Instant rollbackUntil,

            @JsonPropertyDescription("When consumers had been moved back to the source.") @Nullable Instant rolledBackAt) {}

    /** One thing that Preflight found. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Finding(
            @JsonPropertyDescription("Error stops the migration, Warning does not, Info tells.")
            Severity severity,

            @JsonPropertyDescription("What was checked.") String check,

            @JsonPropertyDescription("On which item.") @Nullable String item,

            @JsonPropertyDescription("What was found.") String message,

            @JsonPropertyDescription("What to do.") @Nullable String remedy) {}

    /** How bad a finding is; worst first. */
    public enum Severity {
        /** The migration can't begin. */
        Error,
        /** It can, and a person should know. */
        Warning,
        /** A fact. */
        Info
    }

    /** Where a report is. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ReportReference(
            @JsonPropertyDescription("The ConfigMap that holds it.")
            String configMap,

            @JsonPropertyDescription("Digest of its text.") @Nullable String digest,

            @JsonPropertyDescription("When it was made.") Instant madeAt,

            @JsonPropertyDescription(
                    "The URL, in the target's account, of the last comparison's evidence: every item with its verdict. The verdict's digest is of what stands there.")
            @Nullable String evidence) {}
}
