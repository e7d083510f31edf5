package dev.sealift.e2e.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Preflight says of bad input: what is wrong, on which item, and what to do. Nothing is written at either side. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreflightE2E {

    private final Lab lab = Lab.open();
    private final Lab.CacheServer source = Lab.elastiCache();
    private final Lab.CacheServer target = Lab.managedRedis();
    private final Tenant tenant = Tenant.of(lab, "e2e-cache-preflight");
    private final Followed<CacheMigration> migration = new Followed<>(tenant, CacheMigration.class, "refused");

    @BeforeAll
    void secrets() {
        tenant.secret("source", Map.of("password", source.password()));
        tenant.secret("target", Map.of("password", target.password()));
        tenant.secret("wrong", Map.of("password", "not the password"));
    }

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
    void a_wrong_password_at_both_sides_at_once() {
        List<Finding> errors = errors(Map.of("SOURCE_SECRET", "wrong", "TARGET_SECRET", "wrong"));

        assertThat(errors).extracting(Finding::item).containsExactlyInAnyOrder(source.address(), target.address());
        assertThat(errors)
                .extracting(Finding::message)
                .allSatisfy(message -> assertThat(message).containsIgnoringCase("password"));
    }

    @Test
    void a_secret_that_is_not_there() {
        assertThat(errors(Map.of("SOURCE_SECRET", "never-made")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.message()).contains("Secret e2e-cache-preflight/never-made");
                    assertThat(finding.remedy()).isEqualTo("create it with the keys password");
                });
    }

    @Test
    void a_server_that_is_spoken_to_without_its_tls() {
        assertThat(errors(Map.of("SOURCE_TLS", "false"))).singleElement().satisfies(finding -> {
            assertThat(finding.item()).isEqualTo(source.address());
            assertThat(finding.message() + finding.remedy()).containsIgnoringCase("TLS");
        });
    }

    @Test
    void a_server_that_is_taken_for_a_cluster() {
        assertThat(errors(Map.of("TARGET_CLUSTER", "true"))).singleElement().satisfies(finding -> {
            assertThat(finding.item()).isEqualTo(target.address());
            assertThat(finding.remedy()).isEqualToIgnoringCase("set target.endpoint.cluster to false.");
        });
    }

    @Test
    void a_name_that_nobody_has() {
        assertThat(errors(Map.of("TARGET", "nobody.example:6379")))
                .singleElement()
                .satisfies(finding -> {
                    assertThat(finding.item()).isEqualTo("nobody.example:6379");
                    assertThat(finding.message()).contains("nobody.example");
                });
    }

    /** What stops such a migration, each with a remedy. */
    private List<Finding> errors(Map<String, String> bad) {
        Map<String, String> blanks = new TreeMap<>(Map.of(
                "SOURCE", source.address(),
                "TARGET", target.address(),
                "SOURCE_SECRET", "source",
                "TARGET_SECRET", "target",
                "SOURCE_TLS", "true",
                "TARGET_CLUSTER", "false"));
        blanks.putAll(bad);
        tenant.apply(Resources.filled(PreflightE2E.class, "preflight.yaml", blanks));
        MigrationStatus status =
                migration.awaited("refused", seen -> !errors(seen).isEmpty());
        List<Finding> errors = errors(status);
        assertThat(errors)
                .as("%s", status)
                .isNotEmpty()
                .allSatisfy(finding -> assertThat(Objects.requireNonNullElse(finding.remedy(), ""))
                        .as(finding.message())
                        .isNotBlank());
        return errors;
    }

    private static List<Finding> errors(MigrationStatus status) {
        return status.findings().stream()
                .filter(finding -> finding.severity() == Severity.Error)
                .toList();
    }
}
