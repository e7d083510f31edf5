package dev.sealift.azure;

import dev.sealift.cloud.Federation;

/** Who calls Azure, in the words that a person needs to mend a refusal. */
sealed interface AzureCaller {

    /** The keys that a Secret must have. */
    String CLIENT_ID = "clientId";

    /** See {@link #CLIENT_ID}. */
    String CLIENT_SECRET = "clientSecret";

    /** What tokens for Entra are minted for: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust */
    String AUDIENCE = "api://AzureADTokenExchange";

    /** The application's client id. */
    String clientId();

    /** An application that trusts a service account. */
    record Workload(String clientId, Federation federation) implements AzureCaller {}

    /** An application with a secret of its own. */
    record Application(String clientId, String secretName) implements AzureCaller {}

    /** The connection's word for it in {@code status.identity.method}. */
    default String method() {
        return switch (this) {
            case Workload _ -> "WorkloadIdentity";
            case Application _ -> "Secret";
        };
    }

    /** Who may be granted something, for remedies. */
    default String principal() {
        return "the application with client id " + clientId();
    }

    /** What to renew when Entra does not believe us. */
    default String proof() {
        return switch (this) {
            case Workload workload ->
                "register a federated credential with " + workload.federation().claims() + " on " + principal();
            case Application application ->
                "put a valid " + CLIENT_SECRET + " of " + principal() + " into Secret " + application.secretName();
        };
    }
}
