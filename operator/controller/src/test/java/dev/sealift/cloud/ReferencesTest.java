package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sealift.api.Reason;
import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.CaBundleReference;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReferencesTest {

    private final LocalCluster cluster = new LocalCluster();
    private final References references = new References(cluster.client(), new KnownConnections(cluster.client()));

    @AfterEach
    void close() {
        cluster.close();
    }

    @Test
    void aSecretIsReadWithTheKeysAskedForAndNoMore() {
        cluster.secret("shop", "aws", Map.of("id", "AKIA", "key", "s3cr3t", "note", "not asked for"));

        Referenced secret = references.secret("shop", "aws", List.of("id", "key"), List.of("token"));

        assertThat(secret.values()).isEqualTo(Map.of("id", "AKIA", "key", "s3cr3t"));
        assertThat(secret.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void aMissingSecretIsNamed() {
        CloudProblem problem = problem(() -> references.secret("shop", "aws", List.of("id"), List.of()));

        assertThat(problem.reason()).isEqualTo(Reason.ReferenceNotFound);
        assertThat(problem.message()).isEqualTo("Secret shop/aws does not exist");
        assertThat(problem.remedy()).contains("id");
        assertThat(problem.retryable()).isFalse();
    }

    @Test
    void aMissingKeyIsNamed() {
        cluster.secret("shop", "aws", Map.of("id", "AKIA"));

        CloudProblem problem = problem(() -> references.secret("shop", "aws", List.of("id", "key"), List.of()));

        assertThat(problem.message()).isEqualTo("Secret shop/aws key key does not exist");
    }

    @Test
    void aValueWithALinesEndIsRefusedWithoutBeingShown() {
        cluster.secret("shop", "aws", Map.of("key", "s3cr3t\n"));

        CloudProblem problem = problem(() -> references.secret("shop", "aws", List.of("key"), List.of()));

        assertThat(problem.message()).isEqualTo("Secret shop/aws key key begins or ends with white space");
        assertThat(problem.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void aSecretThatTheOperatorMayNotReadIsNoMissingSecret() {
        cluster.refuses("/api/v1/namespaces/shop/secrets/aws", 403);

        CloudProblem problem = problem(() -> references.secret("shop", "aws", List.of("id"), List.of()));

        assertThat(problem.reason()).isEqualTo(Reason.PermissionMissing);
        assertThat(problem.message()).isEqualTo("the operator may not get Secret shop/aws");
    }

    @Test
    void anApiServerInTroubleIsTriedAgain() {
        cluster.refuses("/api/v1/namespaces/shop/secrets/aws", 503);

        CloudProblem problem = problem(() -> references.secret("shop", "aws", List.of("id"), List.of()));

        assertThat(problem.reason()).isEqualTo(Reason.Unreachable);
        assertThat(problem.retryable()).isTrue();
    }

    @Test
    void aMissingConnectionIsNamed() {
        CloudProblem problem = problem(() -> references.connection(AwsConnection.class, "shop", "prod"));

        assertThat(problem.reason()).isEqualTo(Reason.ConnectionNotFound);
        assertThat(problem.message()).isEqualTo("AwsConnection shop/prod does not exist");
    }

    @Test
    void aBundleIsReadByItsKey() {
        cluster.configMap("shop", "ca", Map.of("ca.crt", "PEM"));

        assertThat(references.caBundle("shop", null)).isEmpty();
        assertThat(references.caBundle("shop", new CaBundleReference("ca", null)))
                .hasValueSatisfying(bundle -> assertThat(bundle.only()).isEqualTo("PEM"));
        assertThat(problem(() -> references.caBundle("shop", new CaBundleReference("ca", "root.pem")))
                        .message())
                .isEqualTo("ConfigMap shop/ca key root.pem does not exist");
        assertThat(problem(() -> references.caBundle("shop", new CaBundleReference("none", null)))
                        .message())
                .isEqualTo("ConfigMap shop/none does not exist");
    }

    private static CloudProblem problem(ThrowingCallable question) {
        return catchThrowableOfType(Refusal.class, question).problem();
    }
}
