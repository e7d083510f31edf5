package dev.sealift.api;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What mode Sample reads. A sample's size is a number and not a share, because what it proves hangs on its number: a thousand out of
 * a million show a fault in 3 of 1000 as surely as a thousand out of a billion do.
 */
public record ValidationSample(
        @JsonPropertyDescription(
                "How many objects or keys are read. Of 1000, at least one is found with 95 % if 3 of 1000 differ, however many there are.")
        @Default("1000")
        @Min(1) @Max(100_000) Integer objects,

        @JsonPropertyDescription(
                "What the sample is drawn by. The same seed draws the same ones; change it to have others read.")
        @Default("1")
        Long seed) {

    /** Fills what is absent. */
    public ValidationSample(@Nullable Integer objects, @Nullable Long seed) {
        this.objects = Objects.requireNonNullElse(objects, 1000);
        this.seed = Objects.requireNonNullElse(seed, 1L);
    }

    /** The sample when a spec says nothing of it. */
    public static ValidationSample defaults() {
        return new ValidationSample(null, null);
    }
}
