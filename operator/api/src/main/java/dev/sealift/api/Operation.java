package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The journal's entry of one step: its last operation. It is written before the operation is begun, so that a crash at any
 * moment leaves a record of what may have been started.
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Operation(
        @JsonPropertyDescription("The step.") String step,

        @JsonPropertyDescription("Names what was made outside for this operation: derived from uid, step and attempt.")
        String key,

        @JsonPropertyDescription("Counts up with every operation of the step.")
        int attempt,

        @JsonPropertyDescription(
                "Intended before it is begun, Started once it runs, then Succeeded, Failed or Cancelled.")
        State state,

        @JsonPropertyDescription("The generation of the spec that it was begun under.")
        long generation,

        @JsonPropertyDescription("How often the step has failed in a row.")
        int failures,

        @JsonPropertyDescription("Whether, after a failure, another attempt may help without a person.")
        boolean retryable,

        @JsonPropertyDescription("What runs or ran, such as job/orders-fullcopy-9b1c.") @Nullable String ref,

        @JsonPropertyDescription("When it was begun.") @Nullable Instant startedAt,

        @JsonPropertyDescription("When it ended.") @Nullable Instant endedAt,

        @JsonPropertyDescription("How it ended, in a word.") @Nullable String reason,

        @JsonPropertyDescription("How it ended, in a sentence.") @Nullable String message,

        @JsonPropertyDescription("What it measured.") Map<String, String> facts) {

    /** Absent facts are no facts. */
    public Operation(
            String step,
            String key,
            int attempt,
            State state,
            long generation,
            int failures,
            boolean retryable,
            @Nullable String ref,
            @Nullable Instant startedAt,
            @Nullable Instant endedAt,
            @Nullable String reason,
            @Nullable String message,
            @Nullable Map<String, String> facts) {
        this.step = step;
        this.key = key;
        this.attempt = attempt;
        this.state = state;
        this.generation = generation;
        this.failures = failures;
        this.retryable = retryable;
        this.ref = ref;
        this.startedAt = startedAt;
        this.endedAt = endedAt;
        this.reason = reason;
        this.message = message;
        this.facts = Map.copyOf(Objects.requireNonNullElse(facts, Map.of()));
    }

    /** The life of an operation. */
    public enum State {
        /** Recorded, perhaps begun. */
        Intended,
        /** Known to have been begun. */
        Started,
        /** Ended well. */
        Succeeded,
        /** Ended badly. */
        Failed,
        /** Ended by us. */
        Cancelled;

        /** Whether it has ended, however it did. */
        public boolean isOver() {
            return switch (this) {
                case Intended, Started -> false;
                case Succeeded, Failed, Cancelled -> true;
            };
        }
    }
}
