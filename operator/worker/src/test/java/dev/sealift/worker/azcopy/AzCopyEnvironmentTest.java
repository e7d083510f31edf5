package dev.sealift.worker.azcopy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.worker.azcopy.AzCopyEnvironment.AwsKeys;
import dev.sealift.worker.azcopy.AzCopyEnvironment.AzureLogin;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class AzCopyEnvironmentTest {

    private static Map<String, String> variables(
            @Nullable String tokenFile, @Nullable String secret, @Nullable String sessionToken) {
        return new AzCopyEnvironment(
                        new AzureLogin("tenant", "client", "https://login.example/", tokenFile, secret),
                        new AwsKeys("AKIA", "aws-secret", sessionToken),
                        Path.of("/state/k1"),
                        Path.of("/tmp/roots.pem"),
                        2,
                        Map.of("PATH", "/bin", "HTTPS_PROXY", "http://proxy", "SEALIFT_ORDER", "{}", "OTHER", "x"))
                .variables();
    }

    @Test
    void signsInWithAFederatedToken() {
        assertThat(variables("/var/run/token", null, "session"))
                .containsEntry("AZCOPY_AUTO_LOGIN_TYPE", "WORKLOAD")
                .containsEntry("AZURE_TENANT_ID", "tenant")
                .containsEntry("AZURE_CLIENT_ID", "client")
                .containsEntry("AZURE_FEDERATED_TOKEN_FILE", "/var/run/token")
                .containsEntry("AZURE_AUTHORITY_HOST", "https://login.example/")
                .containsEntry("AWS_SESSION_TOKEN", "session")
                .doesNotContainKey("AZCOPY_SPA_CLIENT_SECRET");
    }

    @Test
    void signsInWithASecret() {
        assertThat(variables(null, "azure-secret", null))
                .containsEntry("AZCOPY_AUTO_LOGIN_TYPE", "SPN")
                .containsEntry("AZCOPY_TENANT_ID", "tenant")
                .containsEntry("AZCOPY_SPA_APPLICATION_ID", "client")
                .containsEntry("AZCOPY_SPA_CLIENT_SECRET", "azure-secret")
                .containsEntry("AZCOPY_ACTIVE_DIRECTORY_ENDPOINT", "https://login.example/")
                .containsEntry("AWS_ACCESS_KEY_ID", "AKIA")
                .containsEntry("AWS_SECRET_ACCESS_KEY", "aws-secret")
                .doesNotContainKey("AWS_SESSION_TOKEN");
    }

    @Test
    void keepsStateOnTheVolumeAndPassesOnlyTheNeedful() {
        assertThat(variables(null, "s", null))
                .containsEntry("HOME", "/state/k1")
                .containsEntry("AZCOPY_JOB_PLAN_LOCATION", "/state/k1/plan")
                .containsEntry("AZCOPY_LOG_LOCATION", "/state/k1/log")
                .containsEntry("SSL_CERT_FILE", "/tmp/roots.pem")
                .containsEntry("AZCOPY_DISABLE_SYSLOG", "true")
                .containsEntry("AZCOPY_CONCURRENCY_VALUE", "32")
                .containsEntry("HTTPS_PROXY", "http://proxy")
                .containsEntry("PATH", "/bin")
                .doesNotContainKeys("SEALIFT_ORDER", "OTHER");
    }

    @Test
    void showsNoSecret() {
        assertThat(new AzureLogin("t", "c", "h", null, "azure-secret").toString())
                .doesNotContain("azure-secret");
        assertThat(new AwsKeys("AKIA", "aws-secret", "session").toString())
                .doesNotContain("aws-secret")
                .doesNotContain("session");
    }
}
