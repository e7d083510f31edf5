package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.VerdictInput;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Tenant;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.nio.charset.StandardCharsets;
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
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Twenty thousand objects, too many for one pod: three copy at a time, and one of them is killed. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "sealift.e2e.size", matches = "full")
class ShardsE2E {

    private static final int OBJECTS = 20_000;
    private static final int SHARD = 3_000;
    private static final Duration LONG = Duration.ofMinutes(20);

    private final Lab lab = Lab.open();
    private final Tenant tenant = Tenant.of(lab, "e2e-shards");
    private final String account = "shrd" + Long.toString(System.currentTimeMillis(), 36);
    private final Bucket bucket = Bucket.empty(lab.s3(), account);
    private final Followed<BucketMigration> large = new Followed<>(tenant, BucketMigration.class, "large");

    @BeforeAll
    void fill() {
        bucket.putPlain(OBJECTS, 200);
        bucket.putOdd();
        tenant.key("aws", Lab.accessKeyId(), Lab.secretAccessKey());
        tenant.apply(Resources.filled(
                ShardsE2E.class,
                "shards.yaml",
                Map.of("BUCKET", bucket.name(), "ACCOUNT", account, "SHARD", Integer.toString(SHARD))));
    }

    @AfterAll
    void leave() {
        large.delete();
        lab.close();
    }

    @Test
    @Order(1)
    void three_pods_at_a_time_copy_a_shard_each() {
        await("the shards are begun")
                .atMost(LONG)
                .until(() -> sharded().stream().anyMatch(this::hasThreePods));
        Job job = sharded().getFirst();

        assertThat(job.getSpec().getCompletions()).isBetween(OBJECTS / SHARD, 4 * OBJECTS / SHARD);
        assertThat(job.getSpec().getParallelism()).isEqualTo(3);
        Pod victim = runningOf(job).getFirst();
        lab.kubernetes().resource(victim).withGracePeriod(0).delete();
    }

    @Test
    @Order(2)
    void all_arrive_although_one_pod_was_killed() {
        MigrationStatus status = large.awaited("CutoverReady", seen -> Followed.is(seen, CutoverReady));

        assertThat(status.input("Differences").map(VerdictInput::value)).contains("0 of " + bucket.size());
        assertThat(status.operations())
                .filteredOn(operation -> operation.step().equals("FullCopy"))
                .singleElement()
                .satisfies(copied -> {
                    assertThat(copied.attempt()).isEqualTo(1);
                    assertThat(copied.facts())
                            .containsEntry(
                                    "shards",
                                    Objects.toString(
                                            sharded().getFirst().getSpec().getCompletions()));
                });
        assertThat(lab.kubernetes().getKubernetesSerialization().asJson(status).getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThan(8 << 10);
    }

    private List<Job> sharded() {
        return large.jobs("FullCopy").stream()
                .filter(job -> "Indexed".equals(job.getSpec().getCompletionMode()))
                .toList();
    }

    private boolean hasThreePods(Job job) {
        return runningOf(job).size() == 3;
    }

    private List<Pod> runningOf(Job job) {
        return large.pods("FullCopy").stream()
                .filter(pod -> job.getMetadata()
                        .getName()
                        .equals(pod.getMetadata().getLabels().get("batch.kubernetes.io/job-name")))
                .filter(pod -> "Running".equals(pod.getStatus().getPhase()))
                .toList();
    }
}
