package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverComplete;
import static dev.sealift.api.ConditionType.RolledBack;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.CutoverStatus;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** A shop is moved to the target and back, while operators are killed. The tests are chapters of one story, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class CutoverE2E {

    private static final Duration SOON = Duration.ofMinutes(5);

    private final Lab lab = Lab.open();
    private final KubernetesClient kubernetes = lab.kubernetes();
    private final Tenant tenant = Tenant.of(lab, "e2e-cutover");
    private final String account = "e2ec" + Long.toString(System.currentTimeMillis(), 36);
    private final Bucket bucket = Bucket.empty(lab.s3(), account + "-orders");
    private final Container container = new Container(tenant, account, "orders");
    private final Followed<BucketMigration> orders = new Followed<>(tenant, BucketMigration.class, "orders");

    @BeforeAll
    void apply() {
        bucket.putPlain(20, 20_000);
        tenant.key("aws", Lab.accessKeyId(), Lab.secretAccessKey());
        tenant.apply(Resources.filled(
                CutoverE2E.class, "cutover.yaml", Map.of("BUCKET", bucket.name(), "ACCOUNT", account)));
    }

    @AfterAll
    void leave() {
        orders.delete();
        lab.close();
    }

    @Test
    @Order(1)
    void ready_it_shows_the_token_that_approves_it() {
        MigrationStatus status = orders.awaitedReady();

        assertThat(cutover(status).token()).matches("c-[0-9a-f]{8}");
        assertThat(status.condition(ConditionType.CutoverReady))
                .get()
                .satisfies(condition -> assertThat(condition.reason()).isEqualTo("AwaitingApproval"));
    }

    @Test
    @Order(2)
    void another_token_holds_and_nothing_is_moved() {
        wish("{\"goal\":\"Cutover\",\"cutover\":{\"approve\":\"c-00000000\"}}");

        MigrationStatus status = orders.awaited("held", seen -> reason(seen).equals("ApprovalTokenStale"));

        assertThat(url()).isEqualTo("s3://" + bucket.name());
        assertThat(status.condition(ConditionType.Ready))
                .get()
                .satisfies(condition -> assertThat(condition.message())
                        .contains(requireNonNull(cutover(status).token())));
    }

    @Test
    @Order(3)
    void approved_it_fences_copies_what_is_left_and_moves_the_shop_though_operators_are_killed() throws Exception {
        byte[] late = "written just before the cutover".getBytes(StandardCharsets.UTF_8);
        bucket.put("late.txt", late);
        approve();
        orders.awaited(
                "begun",
                seen -> seen.operations().stream()
                        .anyMatch(operation -> operation.step().equals("Fence")));
        operators().forEach(pod -> kubernetes.resource(pod).withGracePeriod(0).delete());

        MigrationStatus status =
                orders.awaited("cut over", seen -> Followed.is(seen, CutoverComplete) || stalled(seen));

        assertThat(Followed.is(status, CutoverComplete))
                .as("%s", status.conditions())
                .isTrue();
        assertThat(url()).isEqualTo("https://%s.blob.core.windows.net/orders".formatted(account));
        assertThat(service()).isEqualTo(account + ".blob.core.windows.net");
        assertThat(shop().getSpec().getTemplate().getMetadata().getAnnotations())
                .containsKey("sealift.dev/restarted-for");
        assertThat(shop().getStatus().getAvailableReplicas()).isEqualTo(1);
        assertThat(container.get("late.txt").body()).isEqualTo(late);
        assertThat(policy()).contains("SealiftFence").contains("\"Deny\"");
        assertThat(cutover(status).actualDowntime()).isNotBlank();
        assertThat(cutover(status).rollbackUntil()).isAfter(cutover(status).completedAt());
        assertThat(configMap().getData()).containsEntry("currency", "EUR");
    }

    @Test
    @Order(4)
    void rolled_back_everything_is_as_it_was_and_what_the_shop_wrote_has_come_back() throws Exception {
        byte[] written = "written by the shop at the target".getBytes(StandardCharsets.UTF_8);
        assertThat(container.put("new at the target.txt", written)).isEqualTo(201);
        assertThat(container.put("late.txt", written)).isEqualTo(201);

        wish("{\"goal\":\"Rollback\"}");
        MigrationStatus status = orders.awaited(
                "rolled back",
                seen -> seen.phase() != null && seen.phase().equals("RolledBack") && Followed.is(seen, RolledBack));

        assertThat(url()).isEqualTo("s3://" + bucket.name());
        assertThat(service()).isEqualTo("s3.eu-central-1.amazonaws.com");
        assertThat(policy()).doesNotContain("SealiftFence");
        assertThat(atSource("new at the target.txt")).isEqualTo(written);
        assertThat(atSource("late.txt")).isEqualTo(written);
        assertThat(status.condition(ConditionType.Ready).filter(Condition::isTrue))
                .isPresent();
    }

    @Test
    @Order(5)
    void the_key_in_the_secret_stays_there() {
        Secrecy.assertKept(tenant);
    }

    @Test
    @Order(6)
    void deletion_leaves_nothing_of_ours_at_the_source_or_in_the_namespace() {
        orders.delete();

        assertThat(policy()).isEmpty();
        await("what was ours is gone").atMost(SOON).untilAsserted(() -> {
            assertThat(kubernetes
                            .batch()
                            .v1()
                            .jobs()
                            .inNamespace(tenant.namespace())
                            .list()
                            .getItems())
                    .isEmpty();
            assertThat(kubernetes
                            .secrets()
                            .inNamespace(tenant.namespace())
                            .list()
                            .getItems())
                    .extracting(secret -> secret.getMetadata().getName())
                    .containsExactly("aws");
        });
    }

    /** The token is one readiness's: whoever is too slow looks again. */
    private void approve() {
        await("begun").atMost(SOON).pollInterval(Duration.ofSeconds(2)).until(() -> {
            MigrationStatus seen = orders.status();
            boolean begun = seen.cutover() != null && seen.cutover().startedAt() != null;
            if (!begun && seen.cutover() != null && seen.cutover().token() != null) {
                wish("{\"cutover\":{\"approve\":\"%s\"}}"
                        .formatted(seen.cutover().token()));
            }
            return begun;
        });
    }

    private void wish(String change) {
        PatchContext merge =
                new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
        orders.resource().patch(merge, "{\"spec\":%s}".formatted(change));
    }

    private static String reason(MigrationStatus status) {
        return status.condition(ConditionType.Ready).map(Condition::reason).orElse("");
    }

    private static boolean stalled(MigrationStatus status) {
        return Followed.is(status, ConditionType.Stalled);
    }

    private ConfigMap configMap() {
        return kubernetes
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("shop")
                .get();
    }

    private static CutoverStatus cutover(MigrationStatus status) {
        return requireNonNull(status.cutover(), "no cutover in the status");
    }

    private String url() {
        return requireNonNull(configMap().getData().get("ordersUrl"));
    }

    private String service() {
        Service found = kubernetes
                .services()
                .inNamespace(tenant.namespace())
                .withName("orders")
                .get();
        return found.getSpec().getExternalName();
    }

    private Deployment shop() {
        return kubernetes
                .apps()
                .deployments()
                .inNamespace(tenant.namespace())
                .withName("shop")
                .get();
    }

    private List<Pod> operators() {
        return kubernetes
                .pods()
                .inNamespace(Lab.OPERATOR)
                .withLabel("app.kubernetes.io/name", "sealift")
                .list()
                .getItems();
    }

    private String policy() {
        try {
            return lab.s3()
                    .getBucketPolicy(request -> request.bucket(bucket.name()))
                    .policy();
        } catch (S3Exception e) {
            if (e.statusCode() == 404) {
                return "";
            }
            throw e;
        }
    }

    private byte[] atSource(String key) {
        return lab.s3()
                .getObjectAsBytes(request -> request.bucket(bucket.name()).key(key))
                .asByteArray();
    }
}
