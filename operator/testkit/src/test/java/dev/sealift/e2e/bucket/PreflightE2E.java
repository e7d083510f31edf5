package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.PreflightPassed;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.azure.AzureDoubleAdmin;
import dev.sealift.testkit.azure.Seed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Preflight says of bad input: what is wrong, on which item, and what to do. One migration at a time, on a small machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreflightE2E {

    private static final String OPEN = "e2eopen";
    private static final String WALLED = "e2ewalled";

    /** An application that sees everything and may read and write no blob. */
    private static final String READER = "55555555-5555-5555-5555-555555555555";

    private static final Seed.Federation FEDERATED =
            new Seed.Federation(null, "system:serviceaccount:*:" + Tenant.WORKER);

    private static final String MIGRATION = """
            apiVersion: sealift.dev/v1alpha1
            kind: BucketMigration
            metadata: {name: refused}
            spec:
              goal: Assess
              source: {connectionRef: {name: %s}, bucket: %s}
              target: {connectionRef: {name: %s}, resourceGroup: landing-zone, storageAccount: %s, container: orders, createContainer: %b}
            """;

    private final Lab lab = Lab.open();
    private final Tenant tenant = Tenant.of(lab, "e2e-preflight");
    private final Followed<BucketMigration> migration = new Followed<>(tenant, BucketMigration.class, "refused");
    private final Bucket bucket = Bucket.empty(lab.s3(), "e2e-preflight");

    @BeforeAll
    void apply() {
        bucket.put("order.txt", "an order".getBytes(StandardCharsets.UTF_8));
        plantOnce();
        tenant.key("good-key", Lab.accessKeyId(), Lab.secretAccessKey());
        tenant.key(
                "wrong-key",
                Lab.accessKeyId(),
                "not" + Lab.deniedSecretAccessKey().substring(3));
        tenant.key("denied-key", Lab.deniedAccessKeyId(), Lab.deniedSecretAccessKey());
        tenant.apply(Resources.filled(PreflightE2E.class, "preflight.yaml", Map.of()));
    }

    /** An account that is there can't be planted again. */
    private void plantOnce() {
        AzureDoubleAdmin azure = lab.azureDouble();
        boolean planted =
                azure.state().path("accounts").findValuesAsText("id").stream().anyMatch(id -> id.endsWith("/" + OPEN));
        if (!planted) {
            azure.plant(Seed.of(
                    account(OPEN, "Allow"),
                    account(WALLED, "Deny"),
                    new Seed.App(Seed.TENANT, READER, null, "reader", List.of(), List.of(FEDERATED)),
                    new Seed.RoleAssignment(READER, "Reader", Seed.GROUP_ID)));
        }
    }

    private static Seed.Account account(String name, String defaultAction) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.putObject("networkAcls").put("defaultAction", defaultAction);
        return new Seed.Account(
                Seed.SUBSCRIPTION, Seed.GROUP, name, "germanywestcentral", null, null, properties, null, null, null);
    }

    /** It would look again and again whether somebody has mended what is wrong. */
    @AfterEach
    void end() {
        Secrecy.assertKept(tenant);
        migration.delete();
    }

    @AfterAll
    void leave() {
        lab.close();
    }

    @Test
    void a_wrong_secret_key() {
        assertThat(errors("wrong-secret-key", "azure", OPEN, true))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.item()).isEqualTo(bucket.name());
                    assertThat(finding.message()).contains("SignatureDoesNotMatch");
                    assertThat(finding.remedy()).contains("the secret key does not belong to the access key id");
                });
    }

    @Test
    void a_bucket_in_another_region() {
        assertThat(errors("another-region", "azure", OPEN, true))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.item()).isEqualTo(bucket.name());
                    assertThat(finding.message())
                            .isEqualTo("the bucket is in us-east-1 and the connection in eu-central-1");
                    assertThat(finding.remedy()).isEqualTo("use an AwsConnection with region us-east-1");
                });
    }

    @Test
    void no_permission_at_the_source() {
        assertThat(errors("without-permission", "azure", OPEN, true))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.item()).isEqualTo(bucket.name());
                    assertThat(finding.message()).contains("AccessDenied");
                    assertThat(finding.remedy()).contains("allow s3:ListBucket on " + bucket.name());
                });
    }

    @Test
    void no_permission_at_the_target() {
        List<Finding> errors = errors("aws", "reader", OPEN, true);

        assertThat(errors).extracting(Finding::item).containsExactly(OPEN + "/orders", OPEN + "/sealift");
        assertThat(errors).allSatisfy(finding -> {
            assertThat(finding.message())
                    .isEqualTo("the identity lacks the data action"
                            + " Microsoft.Storage/storageAccounts/blobServices/containers/blobs/read");
            assertThat(finding.remedy()).startsWith("assign it the role Storage Blob Data Contributor on the account");
        });
    }

    @Test
    void a_missing_secret() {
        assertThat(errors("without-secret", "azure", OPEN, true))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.item()).isEqualTo("without-secret");
                    assertThat(finding.message()).contains("Secret e2e-preflight/never-made");
                    assertThat(finding.remedy()).isEqualTo("create it with the keys accessKeyId, secretAccessKey");
                });
    }

    @Test
    void missing_connections_both_at_once() {
        List<Finding> errors = errors("never-made", "never-made-either", OPEN, true);

        assertThat(errors).extracting(Finding::item).containsExactlyInAnyOrder("never-made", "never-made-either");
        assertThat(errors).extracting(Finding::remedy).containsOnly("create it, or correct connectionRef");
    }

    @Test
    void an_account_behind_a_firewall() {
        assertThat(errors("aws", "azure", WALLED, true)).singleElement().satisfies(finding -> {
            assertThat(finding.item()).isEqualTo(WALLED);
            assertThat(finding.message()).contains("refuses the pod network (403 AuthorizationFailure)");
            assertThat(finding.remedy())
                    .isEqualTo("Allow the cluster's subnet or egress address in the account's network rules.");
        });
    }

    @Test
    void a_missing_container_that_may_not_be_made() {
        assertThat(errors("aws", "azure", OPEN, false)).singleElement().satisfies(finding -> {
            assertThat(finding.item()).isEqualTo("orders");
            assertThat(finding.message()).contains("404 ContainerNotFound");
            assertThat(finding.remedy()).isEqualTo("make the container, or set target.createContainer");
        });
        assertThat(migration.status().phase()).isEqualTo("PreflightFailed");
        assertThat(migration.status().condition(PreflightPassed)).get().satisfies(condition -> {
            assertThat(condition.isTrue()).isFalse();
            assertThat(condition.message()).startsWith("1 to mend: [Container orders]");
        });
        assertThat(migration.events()).anySatisfy(event -> {
            assertThat(event.getType()).isEqualTo("Warning");
            assertThat(event.getReason()).isEqualTo("PreflightFailed");
            assertThat(event.getMessage()).contains("make the container, or set target.createContainer");
        });
    }

    @Test
    void all_that_is_wrong_at_both_sides_at_once() {
        assertThat(errors("without-permission", "azure", WALLED, false))
                .extracting(Finding::item)
                .containsExactlyInAnyOrder(bucket.name(), "orders", WALLED);
    }

    /** What stops such a migration, each with a remedy. */
    private List<Finding> errors(String source, String target, String account, boolean createContainer) {
        tenant.apply(MIGRATION.formatted(source, bucket.name(), target, account, createContainer));
        MigrationStatus status = migration.awaited("refused", PreflightE2E::isAnswered);
        List<Finding> errors =
                status.findings().stream().filter(PreflightE2E::isError).toList();
        assertThat(errors).as("%s", status).isNotEmpty().allSatisfy(finding -> {
            assertThat(finding.item()).as(finding.message()).isNotBlank();
            assertThat(finding.remedy()).as(finding.message()).isNotBlank();
        });
        return errors;
    }

    /** On a busy machine an endpoint may not answer in time; Preflight says so, and that it asks again by itself. */
    private static boolean isAnswered(MigrationStatus seen) {
        List<Finding> errors =
                seen.findings().stream().filter(PreflightE2E::isError).toList();
        return !errors.isEmpty() && errors.stream().noneMatch(PreflightE2E::isAskedAgain);
    }

    private static boolean isAskedAgain(Finding error) {
        return Objects.requireNonNullElse(error.remedy(), "").contains("it is tried again");
    }

    private static boolean isError(Finding finding) {
        return finding.severity() == Severity.Error;
    }
}
