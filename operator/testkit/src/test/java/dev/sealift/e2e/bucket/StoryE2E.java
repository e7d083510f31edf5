package dev.sealift.e2e;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.Condition;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.bucket.BucketMigration;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** One bucket's way to {@code CutoverReady}, and what takes it away. The tests are chapters of one story, in order. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class BucketE2E {

    private static final String NAMESPACE = "e2e-bucket";
    private static final String OPERATOR = "sealift-system";
    private static final Duration LONG = Duration.ofMinutes(15);

    private final Lab lab = Lab.open();
    private final KubernetesClient kubernetes = lab.kubernetes();
    private final String account = "e2e" + Long.toString(System.currentTimeMillis(), 36);
    private final String bucketName = account + "-orders";
    private final Container container = new Container(lab, NAMESPACE, account, "orders");
    private final boolean full = "full".equals(System.getProperty("sealift.e2e.size"));
    private final Bucket bucket = Bucket.filled(lab.s3(), bucketName, full ? 5000 : 60);

    @BeforeAll
    void apply() throws IOException {
        kubernetes
                .resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        kubernetes
                .resource(new ServiceAccountBuilder()
                        .withNewMetadata()
                        .withName("sealift-worker")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .build())
                .serverSideApply();
        kubernetes
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName("lab-ca")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withData(Map.of("ca.crt", Lab.authority()))
                        .build())
                .serverSideApply();
        kubernetes
                .resource(new SecretBuilder()
                        .withNewMetadata()
                        .withName("aws")
                        .withNamespace(NAMESPACE)
                        .endMetadata()
                        .withStringData(
                                Map.of("accessKeyId", Lab.accessKeyId(), "secretAccessKey", Lab.secretAccessKey()))
                        .build())
                .serverSideApply();
        if (full) {
            bucket.put("large.bin", new byte[300 << 20]);
        }
        load("bucket.yaml");
    }

    @AfterAll
    void leave() {
        migration().delete();
        await().atMost(Duration.ofMinutes(3)).until(() -> migration().get() == null);
        lab.close();
    }

    @Test
    @Order(1)
    void the_copy_becomes_ready_by_our_own_comparison() {
        MigrationStatus status = awaited("CutoverReady", BucketE2E::isReady);

        assertThat(status.verdict())
                .isNotEmpty()
                .allSatisfy(input -> assertThat(input.ok()).as(input.input()).isTrue());
        assertThat(status.input("Differences"))
                .get()
                .satisfies(input -> assertThat(input.value())
                        .isEqualTo("0 of " + bucket.objects().size()));
        assertThat(status.reportRef()).isNotNull();
        assertThat(kubernetes.getKubernetesSerialization().asJson(status).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(8 << 10);
    }

    @Test
    @Order(2)
    void every_object_has_arrived_with_bytes_type_and_metadata() throws Exception {
        for (Map.Entry<String, byte[]> object : bucket.objects().entrySet()) {
            HttpResponse<byte[]> blob = container.get(object.getKey());
            assertThat(blob.statusCode()).as(object.getKey()).isEqualTo(200);
            assertThat(blob.body()).as(object.getKey()).isEqualTo(object.getValue());
            assertThat(blob.headers().firstValue("Content-Type"))
                    .as(object.getKey())
                    .contains(Bucket.CONTENT_TYPE);
            assertThat(blob.headers().firstValue("x-ms-meta-origin"))
                    .as(object.getKey())
                    .contains("e2e");
        }
    }

    @Test
    @Order(3)
    void what_changes_at_the_source_is_copied_by_a_later_pass() throws Exception {
        byte[] changed = "changed after the full copy".getBytes(StandardCharsets.UTF_8);
        bucket.put("with space.txt", changed);
        bucket.put("new after the full copy.txt", changed);

        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(
                        () -> assertThat(container.get("with space.txt").body()).isEqualTo(changed));
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(
                                container.get("new after the full copy.txt").body())
                        .isEqualTo(changed));
    }

    @Test
    @Order(4)
    void an_object_deleted_at_the_source_is_reported() {
        bucket.delete("hash#tag.txt");

        MigrationStatus status = awaited(
                "the deleted object is named",
                seen -> seen.input("ExtraObjects")
                        .filter(input -> String.valueOf(input.message()).contains("hash#tag.txt"))
                        .isPresent());

        assertThat(status.input("ExtraObjects"))
                .get()
                .satisfies(input -> assertThat(input.value()).isEqualTo("1"));
        awaited("ready again", BucketE2E::isReady);
    }

    @Test
    @Order(5)
    void an_object_overwritten_at_the_target_withdraws_readiness_and_is_named() throws Exception {
        awaited("ready", BucketE2E::isReady);
        byte[] flipped = bucket.content("plus+sign.txt").clone();
        flipped[0] ^= 1;

        assertThat(container.put("plus+sign.txt", flipped)).isEqualTo(201);

        MigrationStatus status = awaited("withdrawn", seen -> !isReady(seen) && differs(seen));
        assertThat(status.condition(CutoverReady)).get().satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("ValidationMismatch");
            assertThat(condition.message()).contains("plus+sign.txt");
        });
    }

    @Test
    @Order(6)
    void no_secret_stands_in_any_log_event_or_status() throws IOException {
        assertSecretFree(
                "status",
                kubernetes.getKubernetesSerialization().asYaml(migration().get()));
        for (Event event :
                kubernetes.v1().events().inNamespace(NAMESPACE).list().getItems()) {
            assertSecretFree("event", String.valueOf(event.getMessage()));
        }
        for (String namespace : new String[] {NAMESPACE, OPERATOR}) {
            for (Pod pod : kubernetes.pods().inNamespace(namespace).list().getItems()) {
                String name = pod.getMetadata().getName();
                assertSecretFree(
                        "pod " + name, kubernetes.getKubernetesSerialization().asYaml(pod));
                assertSecretFree(
                        "log of " + name,
                        kubernetes.pods().inNamespace(namespace).withName(name).getLog());
            }
        }
    }

    private static void assertSecretFree(String where, String text) {
        assertThat(text.contains(Lab.secretAccessKey()))
                .as("the AWS secret key in %s", where)
                .isFalse();
        assertThat(text)
                .as(where)
                .doesNotContain("X-Amz-Signature=")
                .doesNotContainPattern("eyJ[A-Za-z0-9_-]{20,}\\.eyJ");
    }

    private Resource<BucketMigration> migration() {
        return kubernetes
                .resources(BucketMigration.class)
                .inNamespace(NAMESPACE)
                .withName("orders");
    }

    private MigrationStatus awaited(String what, Predicate<MigrationStatus> wanted) {
        return await(what)
                .atMost(LONG)
                .pollInterval(Duration.ofSeconds(1))
                .failFast(() -> migration().get() == null)
                .until(this::status, wanted);
    }

    private MigrationStatus status() {
        BucketMigration found = migration().get();
        MigrationStatus status = found == null ? null : found.getStatus();
        return Objects.requireNonNullElse(status, MigrationStatus.EMPTY);
    }

    private static boolean isReady(MigrationStatus status) {
        return status.condition(CutoverReady).filter(Condition::isTrue).isPresent();
    }

    private static boolean differs(MigrationStatus status) {
        return status.input("Differences").filter(input -> !input.ok()).isPresent();
    }

    private void load(String resource) throws IOException {
        try (InputStream in = Objects.requireNonNull(getClass().getResourceAsStream(resource))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@REGION@", Lab.region())
                    .replace("@BUCKET@", bucketName)
                    .replace("@ACCOUNT@", account);
            kubernetes
                    .load(new java.io.ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                    .inNamespace(NAMESPACE)
                    .serverSideApply();
        }
    }
}
