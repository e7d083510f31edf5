package dev.sealift.api.cache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A key of a Secret of the same namespace. */
public record SecretKeyReference(
        @Required
        @JsonPropertyDescription("The Secret's name, in the same namespace.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") @Size(min = 1, max = 253) String name,

        @JsonPropertyDescription("The key in it.") @Default("password") @Pattern("^[-._a-zA-Z0-9]+$") @Size(max = 253) String key) {

    /** Fills what is absent. */
    public SecretKeyReference(String name, @Nullable String key) {
        this.name = name;
        this.key = Objects.requireNonNullElse(key, "password");
    }
}
