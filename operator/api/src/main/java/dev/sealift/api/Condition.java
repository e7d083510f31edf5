package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.time.Instant;

/** A condition as Kubernetes' own {@code metav1.Condition}, with its words checked. */
public record Condition(
        @Required @JsonPropertyDescription("What is spoken of.")
        ConditionType type,

        @Required @JsonPropertyDescription("Whether it is so.")
        ConditionStatus status,

        @Required
        @JsonPropertyDescription("Why, in a word. The words are listed in the documentation and never renamed.")
        @Pattern("^[A-Za-z][A-Za-z0-9]*$") @Size(min = 1, max = 256) String reason,

        @Required @JsonPropertyDescription("Why, in a sentence.") @Size(max = 2048) String message,

        @Required @JsonPropertyDescription("The generation that it speaks of.")
        long observedGeneration,

        @Required @JsonPropertyDescription("When the status last changed.")
        Instant lastTransitionTime) {

    /** Whether the status is True. */
    @JsonIgnore
    public boolean isTrue() {
        return status == ConditionStatus.True;
    }
}
