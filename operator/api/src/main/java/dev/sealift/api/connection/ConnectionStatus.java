package dev.sealift.api.connection;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whether the identity works, shown by using it. Never a secret. */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConnectionStatus(
        @JsonPropertyDescription("The generation of the spec that this status speaks of.") @Nullable Long observedGeneration,

        @JsonPropertyDescription("Ready says whether the identity works.")
        List<Condition> conditions,

        @JsonPropertyDescription("Who the cloud says we are.") @Nullable Identity identity) {

    /** Absent lists are empty lists. */
    public ConnectionStatus(
            @Nullable Long observedGeneration, @Nullable List<Condition> conditions, @Nullable Identity identity) {
        this.observedGeneration = observedGeneration;
        this.conditions = List.copyOf(Objects.requireNonNullElse(conditions, List.of()));
        this.identity = identity;
    }

    /** The condition of the type, if it is set. */
    public Optional<Condition> condition(ConditionType type) {
        return conditions.stream().filter(c -> c.type() == type).findFirst();
    }

    /** Who the cloud says we are. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Identity(
            @JsonPropertyDescription("The ARN, or the application's client id.")
            String principal,

            @JsonPropertyDescription("The AWS account, or the Azure subscription.")
            String account,

            @JsonPropertyDescription("The Azure tenant.") @Nullable String tenant,

            @JsonPropertyDescription("How it was proven: WebIdentity, WorkloadIdentity or Secret.")
            String method,

            @JsonPropertyDescription("When the credentials in use expire and are renewed; absent if they don't.")
            @Nullable Instant expiresAt,

            @JsonPropertyDescription("When it was last proven.")
            Instant checkedAt) {}
}
