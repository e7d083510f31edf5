package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.sealift.api.bucket.BucketMigration;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBindingBuilder;
import io.fabric8.kubernetes.api.model.rbac.RoleBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The chart's policy at a real API server: an editor prepares a cutover, and only who has the verb approves or undoes it. */
class ApprovalIT {

    private static final Set<String> NEEDED =
            Set.of("ClusterRole", "ValidatingAdmissionPolicy", "ValidatingAdmissionPolicyBinding");
    private static final String NAMESPACE =
            "approval-" + UUID.randomUUID().toString().substring(0, 8);

    private static final KubernetesClient ADMINISTRATOR = ApiServer.client();
    private static final KubernetesClient EDITOR = as("ed");
    private static final KubernetesClient APPROVER = as("ann");

    private static final String MIGRATION = """
            apiVersion: sealift.dev/v1alpha1
            kind: BucketMigration
            metadata: {name: %s, namespace: %s}
            spec:
              source: {connectionRef: {name: aws}, bucket: orders}
              target: {connectionRef: {name: azure}, resourceGroup: rg, storageAccount: shoporders, container: orders}
              %s
            """;

    private static final String TOKEN = "spec: {cutover: {approve: c-7f3a9104}}";
    private static final String APPROVE = "spec: {goal: Cutover, cutover: {approve: c-7f3a9104}}";

    @BeforeAll
    static void install() {
        ADMINISTRATOR
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        ApiServer.documents(ApiServer.file("helm-chart/tests/rendered/default/golden.yaml")).stream()
                .filter(each -> NEEDED.contains(each.getKind()))
                .forEach(each -> ADMINISTRATOR.resource(each).forceConflicts().serverSideApply());
        bind("ed", "sealift-edit", "sealift-view");
        bind("ann", "sealift-approve");
        // Roles and policies take a moment to be known: until both are, nothing else is asked.
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                .untilAsserted(() -> {
                    removeCanary();
                    create(EDITOR, "canary", "goal: Replicate");
                    removeCanary();
                    refused(() -> create(EDITOR, "canary", "goal: Cutover"));
                });
    }

    /** The former look leaves one behind if it was too early. */
    private static void removeCanary() {
        ADMINISTRATOR
                .resources(BucketMigration.class)
                .inNamespace(NAMESPACE)
                .withName("canary")
                .delete();
    }

    /** Other tests make migrations as they please. */
    @AfterAll
    static void remove() {
        ADMINISTRATOR
                .admissionRegistration()
                .v1()
                .validatingAdmissionPolicyBindings()
                .withName("sealift-cutover")
                .delete();
        ADMINISTRATOR.resources(BucketMigration.class).inNamespace(NAMESPACE).delete();
        ADMINISTRATOR.namespaces().withName(NAMESPACE).delete();
        Stream.of(EDITOR, APPROVER).forEach(KubernetesClient::close);
    }

    /** What an editor may do to a migration that goes as the first says. */
    @TestFactory
    Stream<DynamicTest> anEditorMay() {
        return Stream.of(
                        new Change("goal: Assess", "spec: {goal: Replicate}"),
                        new Change("goal: Replicate", "spec: {goal: Assess}"),
                        new Change("goal: Replicate", "spec: {cutover: {fence: ReadOnly, rollbackWindow: 24h}}"),
                        new Change("goal: Cutover", "spec: {suspend: true}"),
                        new Change("goal: Cutover", "spec: {transfer: {interval: 2m}}"),
                        new Change("goal: Cutover", "metadata: {labels: {team: shop}}"),
                        new Change(
                                "goal: Cutover\n  cutover: {approve: auto, window: {notBefore: '2026-12-01T20:00:00Z'}}",
                                "metadata: {annotations: {sealift.dev/paused: 'true'}}"))
                .map(change -> dynamicTest(
                        change.toString(), () -> assertThat(change.by(EDITOR)).isNotNull()));
    }

    /** What an editor may not do, and an approver may. */
    @TestFactory
    Stream<DynamicTest> onlyAnApproverMay() {
        return Stream.of(
                        new Change("goal: Replicate", "spec: {goal: Cutover}"),
                        new Change("goal: Replicate", "spec: {goal: Rollback}"),
                        new Change("goal: Replicate", TOKEN),
                        new Change("goal: Replicate", "spec: {cutover: {approve: auto}}"),
                        new Change("goal: Replicate", APPROVE),
                        new Change("goal: Cutover", "spec: {goal: Rollback}"),
                        new Change("goal: Cutover", "spec: {goal: Replicate}"),
                        new Change("goal: Rollback", "spec: {goal: Replicate}"),
                        new Change("goal: Cutover", "spec: {cutover: {rollbackWindow: 1m}}"),
                        new Change("goal: Replicate\n  cutover: {approve: auto}", "spec: {cutover: {approve: ''}}"))
                .map(change -> dynamicTest(change.toString(), () -> {
                    refused(() -> change.by(EDITOR));
                    assertThat(change.by(APPROVER)).isNotNull();
                }));
    }

    @Test
    void whoMayNotApproveMayNotCreateWhatIsApproved() {
        refused(() -> create(EDITOR, "bold", "cutover: {approve: auto}"));
        refused(() -> create(EDITOR, "bold", "goal: Rollback"));
    }

    @Test
    void theVerbCanBeGivenForOneMigration() {
        ADMINISTRATOR
                .rbac()
                .roles()
                .inNamespace(NAMESPACE)
                .resource(new RoleBuilder()
                        .withNewMetadata()
                        .withName("orders-only")
                        .endMetadata()
                        .addNewRule()
                        .withApiGroups("sealift.dev")
                        .withResources("bucketmigrations")
                        .withResourceNames("theirs")
                        .withVerbs("get", "patch", "cutover")
                        .endRule()
                        .build())
                .create();
        bindTo("olga", "Role", "orders-only");
        bind("olga", "sealift-edit", "sealift-view");
        create(ADMINISTRATOR, "theirs", "goal: Replicate");
        create(ADMINISTRATOR, "others", "goal: Replicate");

        try (KubernetesClient owner = as("olga")) {
            Awaitility.await()
                    .atMost(Duration.ofSeconds(10))
                    .untilAsserted(
                            () -> assertThat(patch(owner, "theirs", APPROVE)).isNotNull());
            refused(() -> patch(owner, "others", APPROVE));
        }
    }

    /** To a migration with this spec, this is done. */
    private record Change(String spec, String patch) {

        BucketMigration by(KubernetesClient user) {
            String name = "m-" + UUID.randomUUID();
            create(ADMINISTRATOR, name, spec);
            return ApprovalIT.patch(user, name, patch);
        }

        @Override
        public String toString() {
            return spec.replaceAll("\\s+", " ") + " ← " + patch;
        }
    }

    private static void refused(ThrowingCallable attempt) {
        assertThatThrownBy(attempt).isInstanceOfSatisfying(KubernetesClientException.class, refusal -> {
            assertThat(refusal.getCode()).isEqualTo(403);
            assertThat(refusal.getMessage())
                    .contains("takes the verb cutover on bucketmigrations in namespace " + NAMESPACE)
                    .contains("ClusterRole sealift-approve");
        });
    }

    private static GenericKubernetesResource create(KubernetesClient user, String name, String spec) {
        return user.resource(Serialization.unmarshal(
                        MIGRATION.formatted(name, NAMESPACE, spec), GenericKubernetesResource.class))
                .create();
    }

    private static BucketMigration patch(KubernetesClient user, String name, String yaml) {
        return user.resources(BucketMigration.class)
                .inNamespace(NAMESPACE)
                .withName(name)
                .patch(PatchContext.of(PatchType.JSON_MERGE), yaml);
    }

    private static void bind(String user, String... clusterRoles) {
        List.of(clusterRoles).forEach(role -> bindTo(user, "ClusterRole", role));
    }

    private static void bindTo(String user, String kind, String role) {
        ADMINISTRATOR
                .resource(new RoleBindingBuilder()
                        .withNewMetadata()
                        .withName(user + "-" + role)
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withNewRoleRef("rbac.authorization.k8s.io", kind, role)
                        .addNewSubject("rbac.authorization.k8s.io", "User", user, null)
                        .build())
                .create();
    }

    private static KubernetesClient as(String user) {
        Config config = new ConfigBuilder(ADMINISTRATOR.getConfiguration())
                .withImpersonateUsername(user)
                .withImpersonateGroups("system:authenticated")
                .build();
        return new KubernetesClientBuilder().withConfig(config).build();
    }
}
