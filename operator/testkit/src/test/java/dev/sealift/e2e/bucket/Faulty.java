package dev.sealift.e2e.bucket;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.azure.Journal;
import dev.sealift.testkit.faults.Faults;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A migration with a bucket and an account of its own, so that what goes wrong with it goes wrong with no other.
 *
 * @param account the name of the bucket, too
 */
record Faulty(Tenant tenant, String account, Bucket bucket, Container container, Followed<BucketMigration> migration) {

    /** Something that fails more often than anybody tries. */
    static final int FOR_GOOD = 1_000_000;

    /** A bucket with nothing in it yet, and no migration. */
    static Faulty of(Tenant tenant, String name) {
        String account = name + Long.toString(System.currentTimeMillis(), 36);
        return new Faulty(
                tenant,
                account,
                Bucket.empty(tenant.lab().s3(), account),
                new Container(tenant, account, "orders"),
                new Followed<>(tenant, BucketMigration.class, name));
    }

    /** The team may use both clouds. */
    static Tenant tenant(Lab lab, String namespace) {
        Tenant tenant = Tenant.of(lab, namespace);
        tenant.key("aws", Lab.accessKeyId(), Lab.secretAccessKey());
        tenant.apply(Resources.filled(Faulty.class, "connections.yaml", Map.of()));
        return tenant;
    }

    /** Lets the migration begin. */
    void begin(String engine) {
        tenant.apply(Resources.filled(
                Faulty.class,
                "faulty.yaml",
                Map.of("NAME", migration.name(), "BUCKET", account, "ACCOUNT", account, "ENGINE", engine)));
    }

    /** All requests to S3 about the bucket and what is in it, by either way of naming a bucket. */
    String everything() {
        return account + "[./?]";
    }

    /** All requests to S3 about objects below {@code plain}, with slashes as %2F, too. */
    String objects() {
        return account + "[./].*plain(/|%2F)";
    }

    /** All requests to S3 about this object. */
    String object(String key) {
        return account + "[./].*" + key.replace("/", "(/|%2F)");
    }

    /** Listings of the bucket. */
    String listings() {
        return account + "[./].*list-type=2";
    }

    /** All requests to the account's blobs below {@code plain}. */
    String blobs() {
        return account + "\\.blob\\.[^/]+/orders/plain(/|%2F)";
    }

    /** All requests to the account about this blob. */
    String blob(String key) {
        return account + "\\.blob\\.[^/]+/orders/" + key.replace("/", "(/|%2F)") + "(\\?|$)";
    }

    /** Lets S3 do this to reads of that target. */
    void atS3(String target, int oneOf, int times, Faults.Effect effect) {
        tenant.lab().s3Faults().add(new Faults.Rule("GET", target, 0, times, effect).oneOf(oneOf, 7));
    }

    /** Lets Blob storage do this to writes to that target. */
    void atBlob(String target, int oneOf, int times, Faults.Effect effect) {
        tenant.lab().azureDouble().faults().add(new Faults.Rule("PUT", target, 0, times, effect).oneOf(oneOf, 7));
    }

    static Faults.Effect refused(int status, String code, String message) {
        return new Faults.Refuse(status, code, message, null);
    }

    static Faults.Effect slow(int status, String code, String message) {
        return new Faults.Refuse(status, code, message, Duration.ofSeconds(1));
    }

    /** How many of the plain objects have arrived. */
    int arrived() {
        return tenant.lab().azureDouble().timesPut(blobs()).size();
    }

    /**
     * What was put more than once, and how often.
     *
     * @param doubtful faults after which a client can't know whether its request was done, and so has to do it again
     */
    Map<String, Long> putTwice(Set<String> doubtful) {
        Set<String> inDoubt = tenant.lab().azureDouble().requests("PUT", account + "\\.blob\\.").stream()
                .filter(entry -> entry.fault() != null && doubtful.contains(entry.fault()))
                .map(Journal.Entry::path)
                .collect(Collectors.toSet());
        return tenant.lab().azureDouble().timesPut(account + "\\.blob\\.[^/]+/orders/").entrySet().stream()
                .filter(put -> put.getValue() > 1 && !inDoubt.contains(put.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** What a person does who has mended what a migration stalled for. */
    void askAgain() {
        PatchContext merge =
                new PatchContext.Builder().withPatchType(PatchType.JSON_MERGE).build();
        migration
                .resource()
                .patch(
                        merge,
                        "{\"metadata\":{\"annotations\":{\"sealift.dev/requested-at\":\"%s\"}}}"
                                .formatted(Instant.now()));
    }

    /** Nothing that was to go wrong is left undone. */
    void assertAllHasGoneWrong(String atS3, String atBlob) {
        assertThat(tenant.lab().s3Faults().areSpent(atS3)).as("faults at S3").isTrue();
        assertThat(tenant.lab().azureDouble().faults().areSpent(atBlob))
                .as("faults at Blob storage")
                .isTrue();
    }

    /** Takes away what is left of it. */
    void end() {
        tenant.lab().s3Faults().clear(objects());
        tenant.lab().s3Faults().clear(listings());
        tenant.lab().azureDouble().faults().clear(blobs());
        migration.delete();
    }
}
