package dev.sealift.worker.azure;

import com.azure.core.credential.TokenCredential;
import com.azure.identity.ClientSecretCredentialBuilder;
import com.azure.identity.WorkloadIdentityCredentialBuilder;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The pod's Azure identity.
 *
 * @param authorityHost such as {@code https://login.microsoftonline.com/}; null for the public cloud's
 * @param federatedTokenFile where the projected token stands; null if a secret is used
 * @param clientSecret null if a federated token is used
 */
public record TargetIdentity(
        String tenantId,
        String clientId,
        @Nullable String authorityHost,
        @Nullable String federatedTokenFile,
        @Nullable String clientSecret) {

    private static final String PUBLIC_AUTHORITY = "https://login.microsoftonline.com/";

    /** Authorities that the identity library can look up; it asks the public cloud about any other, in vain. */
    private static final Set<String> KNOWN = Set.of(
            "https://login.microsoftonline.com",
            "https://login.microsoftonline.us",
            "https://login.partner.microsoftonline.cn",
            "https://login.chinacloudapi.cn");

    public String authority() {
        return authorityHost == null || authorityHost.isBlank() ? PUBLIC_AUTHORITY : authorityHost;
    }

    TokenCredential credential() {
        return clientSecret == null ? workload() : secret(clientSecret);
    }

    private TokenCredential workload() {
        WorkloadIdentityCredentialBuilder builder = new WorkloadIdentityCredentialBuilder()
                .tenantId(tenantId)
                .clientId(clientId)
                .authorityHost(authority())
                .tokenFilePath(federatedTokenFile);
        return discovered()
                ? builder.build()
                : builder.disableInstanceDiscovery().build();
    }

    private TokenCredential secret(String secret) {
        ClientSecretCredentialBuilder builder = new ClientSecretCredentialBuilder()
                .tenantId(tenantId)
                .clientId(clientId)
                .authorityHost(authority())
                .clientSecret(secret);
        return discovered()
                ? builder.build()
                : builder.disableInstanceDiscovery().build();
    }

    private boolean discovered() {
        String host = authority();
        return KNOWN.contains(host.endsWith("/") ? host.substring(0, host.length() - 1) : host);
    }

    @Override
    public String toString() {
        return "TargetIdentity[tenant=" + tenantId + ", client=" + clientId + "]";
    }
}
