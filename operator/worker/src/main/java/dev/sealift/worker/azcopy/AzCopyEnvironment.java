package dev.sealift.worker.azcopy;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The whole environment of an AzCopy process: what it needs and nothing else of the pod's.
 *
 * @param azure how it signs in to Azure
 * @param aws the keys with which it reads S3
 * @param certificates a PEM file with every authority to trust
 * @param inherited the pod's environment, of which proxies and the like are passed on
 */
public record AzCopyEnvironment(
        AzureLogin azure,
        AwsKeys aws,
        Path stateDirectory,
        Path certificates,
        int processors,
        Map<String, String> inherited) {

    private static final List<String> PASSED_ON = List.of(
            "PATH",
            "TMPDIR",
            "HTTP_PROXY",
            "HTTPS_PROXY",
            "NO_PROXY",
            "http_proxy",
            "https_proxy",
            "no_proxy",
            "AZCOPY_CONCURRENT_FILES",
            "GODEBUG");

    private static final int FEWEST_CONNECTIONS = 32;
    private static final int MOST_CONNECTIONS = 256;
    private static final int CONNECTIONS_A_CORE = 16;

    /**
     * One of two ways.
     *
     * @param federatedTokenFile null if a secret is used
     * @param clientSecret null if a federated token is used
     */
    public record AzureLogin(
            String tenantId,
            String clientId,
            String authorityHost,
            @Nullable String federatedTokenFile,
            @Nullable String clientSecret) {

        @Override
        public String toString() {
            return "AzureLogin[tenant=" + tenantId + ", client=" + clientId + "]";
        }
    }

    /** @param sessionToken null with long-lived keys */
    public record AwsKeys(
            String accessKeyId,
            String secretAccessKey,
            @Nullable String sessionToken) {

        @Override
        public String toString() {
            return "AwsKeys[" + accessKeyId + "]";
        }
    }

    public Map<String, String> variables() {
        Map<String, String> variables = new TreeMap<>();
        PASSED_ON.forEach(name -> copy(name, variables));
        variables.putAll(places());
        variables.putAll(limits());
        variables.putAll(azureVariables());
        variables.put("AWS_ACCESS_KEY_ID", aws.accessKeyId());
        variables.put("AWS_SECRET_ACCESS_KEY", aws.secretAccessKey());
        if (aws.sessionToken() != null) {
            variables.put("AWS_SESSION_TOKEN", aws.sessionToken());
        }
        return variables;
    }

    private void copy(String name, Map<String, String> variables) {
        String value = inherited.get(name);
        if (value != null) {
            variables.put(name, value);
        }
    }

    private Map<String, String> places() {
        return Map.of(
                "HOME", stateDirectory.toString(),
                "AZCOPY_JOB_PLAN_LOCATION", stateDirectory.resolve("plan").toString(),
                "AZCOPY_LOG_LOCATION", stateDirectory.resolve("log").toString(),
                "SSL_CERT_FILE", certificates.toString());
    }

    /** Azure Storage fetches the bytes itself, so a connection costs this pod next to nothing, and a buffer isn't used. */
    private Map<String, String> limits() {
        int connections = Math.clamp((long) processors * CONNECTIONS_A_CORE, FEWEST_CONNECTIONS, MOST_CONNECTIONS);
        return Map.of(
                "AZCOPY_DISABLE_SYSLOG", "true",
                "AZCOPY_BUFFER_GB", "0.25",
                "AZCOPY_CONCURRENCY_VALUE", Integer.toString(connections));
    }

    private Map<String, String> azureVariables() {
        return azure.clientSecret() == null ? workload() : servicePrincipal(azure.clientSecret());
    }

    /** AzCopy leaves these to the identity library, which reads its own names. */
    private Map<String, String> workload() {
        Map<String, String> variables = new TreeMap<>(Map.of(
                "AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD",
                "AZURE_TENANT_ID", azure.tenantId(),
                "AZURE_CLIENT_ID", azure.clientId(),
                "AZURE_AUTHORITY_HOST", azure.authorityHost()));
        if (azure.federatedTokenFile() != null) {
            variables.put("AZURE_FEDERATED_TOKEN_FILE", azure.federatedTokenFile());
        }
        return variables;
    }

    private Map<String, String> servicePrincipal(String secret) {
        return Map.of(
                "AZCOPY_AUTO_LOGIN_TYPE", "SPN",
                "AZCOPY_TENANT_ID", azure.tenantId(),
                "AZCOPY_SPA_APPLICATION_ID", azure.clientId(),
                "AZCOPY_SPA_CLIENT_SECRET", secret,
                "AZCOPY_ACTIVE_DIRECTORY_ENDPOINT", azure.authorityHost());
    }
}
