package dev.sealift.api.connection;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import dev.sealift.api.Sealift;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Pattern;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What an {@link AzureConnection} wishes for. */
@ValidationRule(
        value = "(self.environment == 'Custom') == has(self.endpoints)",
        message = "endpoints must be set with environment Custom, and only then")
public record AzureConnectionSpec(
        @JsonPropertyDescription("Which of Azure's clouds.") @Default("Public")
        AzureEnvironment environment,

        @JsonPropertyDescription("The endpoints of environment Custom.") @Nullable Endpoints endpoints,

        @Required @JsonPropertyDescription("The tenant, a GUID.") @Pattern(GUID) String tenantId,

        @Required @JsonPropertyDescription("The subscription, a GUID.") @Pattern(GUID) String subscriptionId,

        @Required @JsonPropertyDescription("How to prove who we are: exactly one of workloadIdentity and secretRef.")
        Auth auth,

        @JsonPropertyDescription("Further certificate authorities to trust, for gateways and proxies that inspect TLS.")
        @Nullable CaBundleReference caBundleRef) {

    static final String GUID = "^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$";

    /** Fills what is absent. */
    public AzureConnectionSpec(
            @Nullable AzureEnvironment environment,
            @Nullable Endpoints endpoints,
            String tenantId,
            String subscriptionId,
            Auth auth,
            @Nullable CaBundleReference caBundleRef) {
        this.environment = Objects.requireNonNullElse(environment, AzureEnvironment.Public);
        this.endpoints = endpoints;
        this.tenantId = tenantId;
        this.subscriptionId = subscriptionId;
        this.auth = auth;
        this.caBundleRef = caBundleRef;
    }

    /** How to prove who we are. */
    @ValidationRule(
            value = "[has(self.workloadIdentity), has(self.secretRef)].exists_one(x, x)",
            message = "exactly one of workloadIdentity and secretRef must be set")
    public record Auth(
            @JsonPropertyDescription(
                    "Keyless, the recommended way: an application or managed identity with a federated credential for the service account of this namespace.")
            @Nullable WorkloadIdentity workloadIdentity,

            @JsonPropertyDescription("A Secret of this namespace with the keys clientId and clientSecret.") @Nullable SecretReference secretRef) {}

    /** An application that trusts a service account. */
    public record WorkloadIdentity(
            @Required @JsonPropertyDescription("The application's client id, a GUID.") @Pattern(GUID) String clientId,

            @JsonPropertyDescription(
                    "The service account of this namespace whose token is shown to Entra; the federated credential's subject is system:serviceaccount:<namespace>:<name>.")
            @Default(Sealift.WORKER_SERVICE_ACCOUNT)
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") @Size(max = 253) String serviceAccountName) {

        /** Fills what is absent. */
        public WorkloadIdentity(String clientId, @Nullable String serviceAccountName) {
            this.clientId = clientId;
            this.serviceAccountName = Objects.requireNonNullElse(serviceAccountName, Sealift.WORKER_SERVICE_ACCOUNT);
        }
    }

    /** The endpoints of a cloud that has no name here. */
    public record Endpoints(
            @Required
            @JsonPropertyDescription("Where tokens are had, such as https://login.microsoftonline.com.")
            @Pattern(Patterns.ENDPOINT) @Size(max = 512) String authorityHost,

            @Required
            @JsonPropertyDescription("The resource manager, such as https://management.azure.com.")
            @Pattern(Patterns.ENDPOINT) @Size(max = 512) String resourceManager,

            @Required
            @JsonPropertyDescription("The suffix of storage hosts, such as core.windows.net.")
            @Pattern("^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$") @Size(max = 253) String storageSuffix) {}
}
