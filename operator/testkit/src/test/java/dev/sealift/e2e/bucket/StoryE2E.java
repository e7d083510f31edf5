package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.connection.AwsConnection;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * One bucket's way to {@code CutoverReady}, and what takes it away, without a key to either cloud. The tests are chapters of one
 * story, in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoryE2E {

    private static final Duration LONG = Duration.ofMinutes(15);
    private static final Duration VALIDATION_INTERVAL = Duration.ofSeconds(30);
    /** What a comparison itself takes, with a pod that must start. */
    private static final Duration COMPARISON = Duration.ofSeconds(60);

    private final Lab lab = Lab.open();
    private final KubernetesClient kubernetes = lab.kubernetes();
    private final Tenant tenant = Tenant.of(lab, "e2e-bucket");
    private final String account = "e2e" + Long.toString(System.currentTimeMillis(), 36);
    private final Bucket bucket = Bucket.empty(lab.s3(), account + "-orders");
    private final Container container = new Container(tenant, account, "orders");
    private final Followed<BucketMigration> orders = new Followed<>(tenant, BucketMigration.class, "orders");

    @BeforeAll
    void apply() {
        bucket.putOdd();
        bucket.putUnsupported();
        if ("full".equals(System.getProperty("sealift.e2e.size"))) {
            bucket.putPlain(4_950, 300_000);
            bucket.put("large.bin", random(300 << 20));
        } else {
            bucket.putPlain(60, 200_000);
        }
        tenant.apply(
                Resources.filled(StoryE2E.class, "story.yaml", Map.of("BUCKET", bucket.name(), "ACCOUNT", account)));
    }

    private static byte[] random(int size) {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        return content;
    }

    @AfterAll
    void leave() {
        orders.delete();
        lab.close();
    }

    @Test
    @Order(1)
    void the_copy_becomes_ready_by_our_own_comparison() {
        MigrationStatus status = orders.awaitedReady();

        assertThat(status.condition(CutoverReady))
                .get()
                .satisfies(condition ->
                        assertThat(condition.isTrue()).as(condition.message()).isTrue());
        assertThat(status.verdict())
                .isNotEmpty()
                .allSatisfy(input -> assertThat(input.ok()).as(input.input()).isTrue());
        assertThat(status.input("Differences"))
                .get()
                .satisfies(input -> assertThat(input.value()).isEqualTo("0 of " + bucket.size()));
        assertThat(status.reportRef()).isNotNull();
        assertThat(kubernetes.getKubernetesSerialization().asJson(status).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(8 << 10);
    }

    @Test
    @Order(2)
    void every_object_has_arrived_with_bytes_type_and_metadata() throws Exception {
        container.assertHolds(bucket);
    }

    @Test
    @Order(3)
    void what_azure_can_not_hold_is_named_and_not_dropped_in_silence() throws Exception {
        MigrationStatus status = orders.status();
        List<String> named = orders.report("validate")
                .lines()
                .map(StoryE2E::unsupported)
                .filter(item -> !item.isEmpty())
                .toList();

        assertThat(named).containsExactlyInAnyOrderElementsOf(bucket.leftOut());
        assertThat(status.input("LeftOut"))
                .get()
                .satisfies(input -> assertThat(input.value()).startsWith("5 unsupported"));
        assertThat(status.findings()).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("UnsupportedKeys");
            assertThat(finding.message()).isEqualTo("5 objects Blob Storage can't hold and are left out");
            assertThat(finding.item()).contains("dot");
        });
        for (String key : bucket.leftOut()) {
            assertThat(container.get(key).statusCode()).as(key).isEqualTo(404);
        }
    }

    /** The key, if the line of a report says that the target can't hold it. */
    private static String unsupported(String line) {
        try {
            var read = new ObjectMapper().readTree(line);
            return read.path("kind").asText().equals("Unsupported")
                    ? read.path("item").asText()
                    : "";
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(line, e);
        }
    }

    @Test
    @Order(4)
    void what_changes_at_the_source_is_copied_by_a_later_pass() {
        byte[] changed = "changed after the full copy".getBytes(StandardCharsets.UTF_8);
        bucket.put("with space.txt", changed);
        bucket.put("new after the full copy.txt", changed);

        awaitContent("with space.txt", changed);
        awaitContent("new after the full copy.txt", changed);
    }

    private void awaitContent(String key, byte[] content) {
        await().atMost(LONG)
                .pollInterval(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(container.get(key).body()).isEqualTo(content));
    }

    @Test
    @Order(5)
    void an_object_deleted_at_the_source_is_reported() {
        bucket.delete("hash#tag.txt");

        MigrationStatus status = orders.awaited(
                "the deleted object is named",
                seen -> seen.input("ExtraObjects")
                        .filter(input -> String.valueOf(input.message()).contains("hash#tag.txt"))
                        .isPresent());

        assertThat(status.input("ExtraObjects"))
                .get()
                .satisfies(input -> assertThat(input.value()).isEqualTo("1"));
        orders.awaitedReady();
    }

    @Test
    @Order(6)
    void an_object_overwritten_at_the_target_withdraws_readiness_within_one_interval_and_is_named() throws Exception {
        orders.awaitedReady();
        byte[] flipped = bucket.content("plus+sign.txt").clone();
        flipped[0] ^= 1;

        assertThat(container.put("plus+sign.txt", flipped)).isEqualTo(201);
        Instant overwritten = Instant.now();

        MigrationStatus status = orders.awaited("withdrawn", seen -> !Followed.is(seen, CutoverReady) && differs(seen));
        assertThat(status.condition(CutoverReady)).get().satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("ValidationMismatch");
            assertThat(condition.message()).contains("plus+sign.txt");
            assertThat(condition.lastTransitionTime())
                    .isBefore(overwritten.plus(VALIDATION_INTERVAL).plus(COMPARISON));
        });
    }

    @Test
    @Order(7)
    void both_clouds_know_us_without_a_key() {
        AwsConnection aws = kubernetes
                .resources(AwsConnection.class)
                .inNamespace(tenant.namespace())
                .withName("prod-aws")
                .get();

        assertThat(aws.getStatus().identity()).satisfies(identity -> {
            assertThat(identity.method()).isEqualTo("WebIdentity");
            assertThat(identity.principal()).startsWith("arn:aws:sts::123456789012:assumed-role/sealift/");
            assertThat(identity.expiresAt()).isAfter(Instant.now());
        });
        assertThat(kubernetes.secrets().inNamespace(tenant.namespace()).list().getItems())
                .isEmpty();
    }

    @Test
    @Order(8)
    void no_secret_stands_in_any_log_event_or_status() {
        Secrecy.assertKept(tenant);
    }

    @Test
    @Order(9)
    void deletion_takes_what_it_made_and_leaves_the_source() throws Exception {
        orders.delete();

        await("the account is gone")
                .atMost(LONG)
                .until(() -> accounts().stream().noneMatch(id -> id.endsWith("/" + account)));
        assertThat(lab.s3()
                        .listObjectsV2(request -> request.bucket(bucket.name()).maxKeys(1))
                        .contents())
                .isNotEmpty();
    }

    private List<String> accounts() {
        return lab.azureDouble().state().path("accounts").findValuesAsText("id");
    }

    private static boolean differs(MigrationStatus status) {
        return status.input("Differences").filter(input -> !input.ok()).isPresent();
    }
}
