package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.Operation;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.azure.AzureDoubleAdmin;
import dev.sealift.testkit.faults.Faults;
import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Operator and worker are killed in the midst of one full copy, which goes on. Every put to the target is counted at the target.
 * The target is slow until both kills are done, so that the copy can't end before.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class KilledE2E {

    private static final Duration SOON = Duration.ofMinutes(3);
    private static final int OBJECTS = 800;
    /** What AzCopy has under way at a time on a small machine, and so the most that a kill can make it do again. */
    private static final int CONNECTIONS = 32;

    private final Lab lab = Lab.open();
    private final AzureDoubleAdmin azure = lab.azureDouble();
    private final Tenant tenant = Tenant.of(lab, "e2e-killed");
    private final String account = "kill" + Long.toString(System.currentTimeMillis(), 36);
    /** AzCopy writes a slash as %2F. */
    private final String puts = account + "\\.blob\\.[^/]+/orders/plain(/|%2F)";

    private final Bucket bucket = Bucket.empty(lab.s3(), account);
    private final Followed<BucketMigration> survivor = new Followed<>(tenant, BucketMigration.class, "survivor");

    @BeforeAll
    void slowCopy() {
        bucket.putPlain(OBJECTS, 2_000);
        azure.faults().add(new Faults.Rule("PUT", puts, 0, 100_000, new Faults.Delay(Duration.ofSeconds(6))));
        tenant.key("aws", Lab.accessKeyId(), Lab.secretAccessKey());
        tenant.apply(
                Resources.filled(KilledE2E.class, "killed.yaml", Map.of("BUCKET", bucket.name(), "ACCOUNT", account)));
    }

    @AfterAll
    void leave() {
        azure.faults().clear(puts);
        survivor.delete();
        lab.close();
    }

    @Test
    @Order(1)
    void killed_operators_find_the_copy_again_and_nothing_is_begun_twice() {
        await("some objects have arrived")
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> arrived().size() >= 20);
        Pod worker = onlyWorker();
        Set<String> killed = kill(operators());

        await("the next operator sees more objects")
                .atMost(SOON)
                .until(() -> operators().stream()
                                .noneMatch(
                                        pod -> killed.contains(pod.getMetadata().getUid()))
                        && itemsDone() > killedAt);

        assertThat(onlyWorker().getMetadata().getUid())
                .as("the worker did not notice")
                .isEqualTo(worker.getMetadata().getUid());
        assertThat(timesPut())
                .allSatisfy((blob, times) -> assertThat(times).as(blob).isEqualTo(1));
        assertOneJob();
    }

    private long killedAt;

    private long itemsDone() {
        MigrationStatus.Progress progress = survivor.status().progress();
        return progress == null ? 0 : progress.itemsDone();
    }

    @Test
    @Order(2)
    void a_killed_worker_is_replaced_by_one_that_goes_on() {
        await("a good part has arrived")
                .atMost(SOON)
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> arrived().size() >= OBJECTS / 4);
        Pod worker = onlyWorker();
        kill(List.of(worker));

        await("another pod works")
                .atMost(SOON)
                .until(() -> survivor.pods("FullCopy").stream()
                        .anyMatch(pod -> !pod.getMetadata()
                                        .getUid()
                                        .equals(worker.getMetadata().getUid())
                                && "Running".equals(pod.getStatus().getPhase())));
        assertThat(arrived()).as("the copy was caught in its midst").hasSizeLessThan(OBJECTS);
        azure.faults().clear(puts);
        MigrationStatus status = survivor.awaitedReady();

        assertThat(Followed.is(status, CutoverReady))
                .as("%s", status.conditions())
                .isTrue();
        assertThat(arrived()).hasSize(OBJECTS);
        assertThat(timesPut().values().stream().filter(times -> times > 1))
                .as("put again after the kill: what was under way at it, and nothing that had arrived")
                .hasSizeLessThanOrEqualTo(CONNECTIONS)
                .allSatisfy(times -> assertThat(times).isEqualTo(2));
        assertOneJob();
    }

    @Test
    @Order(3)
    void the_key_in_the_secret_stays_there() {
        Secrecy.assertKept(tenant);
    }

    private void assertOneJob() {
        assertThat(survivor.jobs("FullCopy")).hasSize(1);
        assertThat(survivor.status().operations())
                .filteredOn(operation -> operation.step().equals("FullCopy"))
                .singleElement()
                .extracting(Operation::attempt)
                .isEqualTo(1);
    }

    private Pod onlyWorker() {
        List<Pod> workers = survivor.pods("FullCopy");
        assertThat(workers).hasSize(1);
        return workers.getFirst();
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
    private Set<String> kill(List<Pod> pods) {
        killedAt = itemsDone();
        Set<String> killed = new HashSet<>();
        for (Pod pod : pods) {
            lab.kubernetes().resource(pod).withGracePeriod(0).delete();
            killed.add(pod.getMetadata().getUid());
        }
        return killed;
    }

    private Set<String> arrived() {
        return timesPut().keySet();
    }

    /** How often each blob was put and the target said so. */
    private Map<String, Long> timesPut() {
        return azure.timesPut(puts);
    }
}
