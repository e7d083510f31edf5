package dev.sealift.api.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A ConfigMap of the same namespace with certificate authorities in PEM. */
public record CaBundleReference(
        @Required
        @JsonPropertyDescription("The ConfigMap's name, in the same namespace.")
        @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") @Size(min = 1, max = 253) String name,

        @JsonPropertyDescription("The key in it.") @Default("ca.crt") @Pattern("^[-._a-zA-Z0-9]+$") @Size(max = 253) String key) {

    /** Fills what is absent. */
    public CaBundleReference(String name, @Nullable String key) {
        this.name = name;
        this.key = Objects.requireNonNullElse(key, "ca.crt");
    }
}
