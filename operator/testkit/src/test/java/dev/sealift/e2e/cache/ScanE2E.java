package dev.sealift.e2e.cache;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.redis.RedisFill;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.RedisSide;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Keys are walked and followed by keyspace notifications, which miss what they miss: the comparison finds it, and brings it if asked to. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@ResourceLock("managed-redis")
class ScanE2E {

    private static final RedisFill FILL = new RedisFill(2, 2_000, 0);
    private static final Duration SOON = Duration.ofMinutes(5);
    private static final String NOTIFICATIONS = "notify-keyspace-events";

    private final Lab lab = Lab.open();
    private final Lab.CacheServer source = Lab.openRedis();
    private final Lab.CacheServer target = Lab.managedRedis();
    private final Tenant tenant = Tenant.of(lab, "e2e-cache-scan");
    private final Followed<CacheMigration> sessions = new Followed<>(tenant, CacheMigration.class, "sessions");
    private final RedisSide written = source.side(lab);
    private final RedisLink here = written.primaries().getFirst();

    @BeforeAll
    void apply() {
        source.empty(lab);
        target.empty(lab);
        FILL.into(written);
        here.ask("CONFIG", "SET", NOTIFICATIONS, "");
        tenant.secret("source", Map.of("password", source.password()));
        tenant.secret("target", Map.of("password", target.password()));
        tenant.apply(Resources.filled(
                ScanE2E.class, "scan.yaml", Map.of("SOURCE", source.address(), "TARGET", target.address())));
    }

    @AfterAll
    void leave() {
        written.close();
        sessions.delete();
        lab.close();
    }

    @Test
    @Order(1)
    void without_notifications_preflight_says_so_and_what_to_do() {
        MigrationStatus status = sessions.awaited("refused", seen -> "PreflightFailed".equals(seen.phase()));

        assertThat(status.findings())
                .filteredOn(finding -> finding.check().equals("Mode"))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("notify-keyspace-events is \"\"");
                    assertThat(finding.remedy()).startsWith("set notify-keyspace-events to AE");
                });
    }

    @Test
    @Order(2)
    void with_notifications_it_becomes_ready() {
        here.ask("CONFIG", "SET", NOTIFICATIONS, "AE");

        sessions.awaited("looked again, and ready", seen -> Followed.is(seen, CutoverReady));
    }

    @Test
    @Order(3)
    void a_change_is_followed() {
        here.ask("SET", "followed", "1");
        try (RedisLink there = target.link(lab)) {
            await("the change has arrived")
                    .atMost(SOON)
                    .until(() -> there.ask("EXISTS", "followed").number() == 1);
        }
    }

    @Test
    @Order(4)
    void a_change_that_nobody_was_notified_of_withholds_the_cutover() {
        here.ask("CONFIG", "SET", NOTIFICATIONS, "");
        here.ask("SET", "unheard of", "1");
        here.ask("CONFIG", "SET", NOTIFICATIONS, "AE");

        MigrationStatus status = sessions.awaited(
                "withheld",
                seen -> seen.condition(CutoverReady)
                        .filter(condition -> condition.message().contains("unheard of"))
                        .isPresent());

        assertThat(Followed.is(status, CutoverReady)).isFalse();
    }

    @Test
    @Order(5)
    void and_is_brought_by_the_comparison_if_it_is_to_repair() {
        lab.kubernetes()
                .resources(CacheMigration.class)
                .inNamespace(tenant.namespace())
                .withName("sessions")
                .patch(PatchContext.of(PatchType.JSON_MERGE), "{\"spec\":{\"validation\":{\"repair\":true}}}");

        sessions.awaited("repaired, and ready", seen -> Followed.is(seen, CutoverReady));

        try (RedisLink there = target.link(lab)) {
            assertThat(there.ask("GET", "unheard of").octets()).isEqualTo("1");
        }
    }

    @Test
    @Order(6)
    void no_password_was_written_anywhere() {
        Secrecy.assertKept(tenant);
    }
}
