package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.PreflightPassed;
import static dev.sealift.api.ConditionType.Stalled;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.azure.Seed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What Preflight says of bad input: what is wrong, on which item, and what to do. All migrations run at once. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PreflightE2E {

    private static final String OPEN = "e2eopen";
    private static final String WALLED = "e2ewalled";

    private static final String MIGRATION = """
            apiVersion: sealift.dev/v1alpha1
            kind: BucketMigration
            metadata: {name: %s}
            spec:
              goal: Assess
              source: {connectionRef: {name: %s}, bucket: %s}
              target: {connectionRef: {name: %s}, resourceGroup: landing-zone, storageAccount: %s, container: orders, createContainer: %b}
            """;

    private final Lab lab = Lab.open();
    private final Tenant tenant = Tenant.of(lab, "e2e-preflight");
    private final List<Followed<BucketMigration>> migrations = new ArrayList<>();
    private final Bucket bucket = Bucket.empty(lab.s3(), "e2e-preflight");

    @BeforeAll
    void apply() {
        bucket.put("order.txt", "an order".getBytes(StandardCharsets.UTF_8));
        bucket.putUnsupported();
        lab.azureDouble().plant(Seed.of(account(OPEN, "Allow"), account(WALLED, "Deny")));
        tenant.key("good-key", Lab.accessKeyId(), Lab.secretAccessKey());
        tenant.key(
                "wrong-key",
                Lab.accessKeyId(),
                "not" + Lab.deniedSecretAccessKey().substring(3));
        tenant.key("denied-key", Lab.deniedAccessKeyId(), Lab.deniedSecretAccessKey());
        tenant.apply(Resources.filled("preflight.yaml", Map.of()));
        migrate("wrong-secret-key", "wrong-secret-key", "azure", OPEN, true);
        migrate("another-region", "another-region", "azure", OPEN, true);
        migrate("without-permission", "without-permission", "azure", OPEN, true);
        migrate("without-secret", "without-secret", "azure", OPEN, true);
        migrate("without-connections", "never-made", "never-made-either", OPEN, true);
        migrate("walled", "aws", "azure", WALLED, true);
        migrate("without-container", "aws", "azure", OPEN, false);
        migrate("without-role", "aws", "nobody", OPEN, true);
        migrate("all-at-once", "without-permission", "azure", WALLED, false);
    }

    private void migrate(String name, String source, String target, String account, boolean createContainer) {
        tenant.apply(MIGRATION.formatted(name, source, bucket.name(), target, account, createContainer));
        migrations.add(new Followed<>(tenant, BucketMigration.class, name));
    }

    private static Seed.Account account(String name, String defaultAction) {
        ObjectNode properties = JsonNodeFactory.instance.objectNode();
        properties.putObject("networkAcls").put("defaultAction", defaultAction);
        return new Seed.Account(
                Seed.SUBSCRIPTION, Seed.GROUP, name, "germanywestcentral", null, null, properties, null, null, null);
    }

    @AfterAll
    void leave() {
        migrations.forEach(Followed::delete);
        lab.close();
    }

    @Test
    void look() {
        for (Followed<BucketMigration> each : migrations) {
            MigrationStatus status =
                    each.awaited("judged", seen -> Followed.is(seen, Stalled) || Followed.is(seen, PreflightPassed));
            System.out.println("== " + each.name());
            status.findings().forEach(System.out::println);
            status.condition(PreflightPassed).ifPresent(System.out::println);
        }
    }
}
