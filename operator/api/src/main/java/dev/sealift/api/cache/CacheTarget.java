package dev.sealift.api.cache;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;

/** Where the keys go: Azure Managed Redis, Azure Cache for Redis, or a Redis or Valkey of your own. It must be there. */
@ValidationRule(
        value =
                "self.endpoint.address == oldSelf.endpoint.address && self.endpoint.cluster == oldSelf.endpoint.cluster",
        message = "the target can't be changed; make another CacheMigration instead")
public record CacheTarget(
        @Required @JsonPropertyDescription("How it is reached from this cluster.")
        CacheEndpoint endpoint) {}
