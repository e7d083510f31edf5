package dev.sealift.api.cache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the keys are. */
@ValidationRule(
        value =
                "self.engine == oldSelf.engine && self.endpoint.address == oldSelf.endpoint.address && self.endpoint.cluster == oldSelf.endpoint.cluster",
        message = "the source can't be changed; make another CacheMigration instead")
public record CacheSource(
        @JsonPropertyDescription("What the source runs. Further values come with later versions.") @Default("Redis")
        CacheEngine engine,

        @Required @JsonPropertyDescription("How it is reached from this cluster.")
        CacheEndpoint endpoint,

        @JsonPropertyDescription(
                "Where the names stand that AWS support has given PSYNC at ElastiCache's nodes: node:port@command, joined by commas. They are as good as a password. Absent where PSYNC has its own name, or may not be used.")
        @Nullable SecretKeyReference psyncAliasesRef) {

    /** Fills what is absent. */
    public CacheSource(
            @Nullable CacheEngine engine, CacheEndpoint endpoint, @Nullable SecretKeyReference psyncAliasesRef) {
        this.engine = Objects.requireNonNullElse(engine, CacheEngine.Redis);
        this.endpoint = endpoint;
        this.psyncAliasesRef = psyncAliasesRef;
    }
}
