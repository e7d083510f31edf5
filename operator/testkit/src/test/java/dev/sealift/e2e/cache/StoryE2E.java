package dev.sealift.e2e.cache;

import static dev.sealift.api.ConditionType.CutoverComplete;
import static dev.sealift.api.ConditionType.CutoverReady;
import static dev.sealift.api.ConditionType.RolledBack;
import static dev.sealift.api.ConditionType.Stalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.CutoverStatus;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.redis.RedisDifference;
import dev.sealift.testkit.redis.RedisFill;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.RedisSide;
import dev.sealift.testkit.redis.RedisTraffic;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A shop's ElastiCache is moved under its live writer, by SCAN and keyspace notifications, for its PSYNC is hidden; it is cut over, and
 * rolled back. The tests are chapters of one story, in order.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock("managed-redis")
class StoryE2E {

    private static final boolean FULL = "full".equals(System.getProperty("sealift.e2e.size"));
    private static final RedisFill FILL = FULL ? new RedisFill(1, 500_000, 50 << 20) : new RedisFill(1, 5_000, 1 << 20);
    private static final int WRITES_A_SECOND = FULL ? 2000 : 200;

    private static final Duration TOLERANCE = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofMinutes(5);

    private final Lab lab = Lab.open();
    private final Lab.CacheServer source = Lab.elastiCache();
    private final Lab.CacheServer target = Lab.managedRedis();
    private final Tenant tenant = Tenant.of(lab, "e2e-cache");
    private final Followed<CacheMigration> orders = new Followed<>(tenant, CacheMigration.class, "orders");
    private final RedisSide written = source.side(lab);
    private RedisTraffic traffic = quiet();

    /** Nobody writes yet. */
    private RedisTraffic quiet() {
        source.empty(lab);
        target.empty(lab);
        FILL.into(written);
        return RedisTraffic.start(source.side(lab), FILL, WRITES_A_SECOND);
    }

    @BeforeAll
    void apply() {
        tenant.secret("source", Map.of("password", source.password()));
        tenant.secret("target", Map.of("password", target.password()));
        tenant.apply(Resources.filled(
                StoryE2E.class, "story.yaml", Map.of("SOURCE", source.address(), "TARGET", target.address())));
    }

    @AfterAll
    void leave() {
        traffic.close();
        written.close();
        orders.delete();
        lab.close();
    }

    @Test
    @Order(1)
    void under_a_live_writer_it_becomes_ready() {
        MigrationStatus status = orders.awaitedReady();

        assertThat(Followed.is(status, CutoverReady))
                .as("%s", status.conditions())
                .isTrue();
        assertThat(status.findings())
                .filteredOn(finding -> finding.check().equals("Mode"))
                .singleElement()
                .extracting(Finding::item)
                .isEqualTo("ScanAndNotify");
        assertThat(orders.jobs("FullCopy")).as("one mover").hasSize(1);
        assertThat(orders.jobs("IncrementalSync")).as("passes look at it").isEmpty();
    }

    @Test
    @Order(2)
    void a_value_that_changed_at_the_target_withholds_the_cutover_and_is_named() {
        try (RedisLink vandal = target.link(lab)) {
            vandal.ask("SET", "untouched", "0");
            written.primaries().getFirst().ask("SET", "untouched", "1");
            await("the mover has brought the key")
                    .atMost(SOON)
                    .until(() -> vandal.ask("GET", "untouched").octets().equals("1"));
            vandal.ask("SET", "untouched", "2");
        }

        MigrationStatus status = orders.awaited(
                "withheld",
                seen -> seen.condition(CutoverReady)
                        .filter(condition -> condition.message().contains("untouched"))
                        .isPresent());

        assertThat(Followed.is(status, CutoverReady)).isFalse();
        assertThat(reason(status, CutoverReady)).isEqualTo("ValidationMismatch");
        assertThat(orders.report("validate")).contains("untouched").doesNotContain("\"2\"");

        written.primaries().getFirst().ask("SET", "untouched", "3");
        orders.awaitedReady();
    }

    @Test
    @Order(3)
    void killed_operators_find_the_mover_again_and_a_killed_mover_is_replaced() {
        kill(operators());
        Pod mover = orders.pods("FullCopy").getFirst();
        kill(List.of(mover));

        await("another pod moves")
                .atMost(SOON)
                .until(() -> orders.pods("FullCopy").stream()
                        .anyMatch(pod -> !uid(pod).equals(uid(mover))
                                && "Running".equals(pod.getStatus().getPhase())));
        written.primaries().getFirst().ask("SET", "after the kill", "arrived");
        try (RedisLink there = target.link(lab)) {
            await("it moves")
                    .atMost(SOON)
                    .until(() -> there.ask("EXISTS", "after the kill").number() == 1);
        }
        orders.awaitedReady();
        assertThat(orders.jobs("FullCopy")).as("one mover").hasSize(1);
    }

    @Test
    @Order(4)
    void cut_over_both_sides_are_equal_key_by_key_and_the_mover_is_gone() {
        approve();
        await("writers are held back or the cutover has failed")
                .atMost(SOON)
                .until(() -> orders.status().operations().stream()
                        .anyMatch(operation -> operation.step().equals("Fence")));
        MigrationStatus status =
                orders.awaited("cut over", seen -> Followed.is(seen, CutoverComplete) || Followed.is(seen, Stalled));

        assertThat(Followed.is(status, CutoverComplete))
                .as("%s", status.conditions())
                .isTrue();
        assertThat(url()).isEqualTo("rediss://" + target.address());
        assertThat(orders.pods("FullCopy")).as("the mover's pods").isEmpty();
        try (RedisSide there = target.side(lab)) {
            assertThat(RedisDifference.between(written, there, TOLERANCE))
                    .as(
                            "but for keys that were deleted while they were read, which come back at the target and are reported")
                    .allSatisfy(difference -> assertThat(difference.what()).isEqualTo("surplus"));
        }
        assertThat(cutover(status).actualDowntime()).isNotBlank();
    }

    @Test
    @Order(5)
    void rolled_back_what_was_written_at_the_target_has_come_back() {
        try (RedisLink there = target.link(lab)) {
            there.ask("SET", "new at the target", "1");
            there.ask("HSET", "hash of the target", "field", "value");
        }

        wish("{\"goal\":\"Rollback\"}");
        orders.awaited("rolled back", seen -> Followed.is(seen, RolledBack) && "RolledBack".equals(seen.phase()));

        RedisLink here = written.primaries().getFirst();
        assertThat(here.ask("GET", "new at the target").octets()).isEqualTo("1");
        assertThat(here.ask("HGET", "hash of the target", "field").octets()).isEqualTo("value");
        assertThat(url()).isEqualTo("rediss://" + source.address());
        assertThat(here.ask("SET", "writers are let in", "1").octets()).isEqualTo("OK");
    }

    @Test
    @Order(6)
    void no_password_was_written_anywhere() {
        Secrecy.assertKept(tenant);
    }

    private void approve() {
        MigrationStatus status = orders.awaitedReady();
        wish("{\"goal\":\"Cutover\",\"cutover\":{\"approve\":\"%s\"}}"
                .formatted(cutover(status).token()));
    }

    private void wish(String spec) {
        lab.kubernetes()
                .resources(CacheMigration.class)
                .inNamespace(tenant.namespace())
                .withName("orders")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":" + spec + "}");
    }

    private String url() {
        return lab.kubernetes()
                .configMaps()
                .inNamespace(tenant.namespace())
                .withName("shop")
                .require()
                .getData()
                .getOrDefault("redisUrl", "");
    }

    private static CutoverStatus cutover(MigrationStatus status) {
        return Objects.requireNonNull(status.cutover());
    }

    private static String reason(MigrationStatus status, ConditionType type) {
        return status.condition(type).map(Condition::reason).orElse("");
    }

    private static String uid(Pod pod) {
        return pod.getMetadata().getUid();
    }

    private List<Pod> operators() {
        return lab.kubernetes()
                .pods()
                .inNamespace(Lab.OPERATOR)
                .withLabel("app.kubernetes.io/name", "sealift")
                .list()
                .getItems();
    }

    /** As a machine does that loses its power: without a word before. */
    private void kill(List<Pod> pods) {
        pods.forEach(pod -> lab.kubernetes().resource(pod).withGracePeriod(0).delete());
    }
}
