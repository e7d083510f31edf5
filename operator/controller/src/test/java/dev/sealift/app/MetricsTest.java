package dev.sealift.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.ConditionType;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.CutoverStatus;
import dev.sealift.api.Operation;
import dev.sealift.api.Reason;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.cloud.Calls.Answer;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MetricsTest {

    private static final String KIND = "kind=\"BucketMigration\",";

    private final Measured measured = new Measured(true, false);

    @Test
    void migrations_are_counted_by_what_their_statuses_say() {
        measured.write(measured.migration("orders"), Measured.replicating(true));
        measured.write(measured.migration("invoices"), Measured.replicating(true));
        measured.migration("new");

        assertThat(measured.samples())
                .contains(
                        "sealift_migrations{" + KIND + "phase=\"Syncing\",ready=\"True\",} 2.0",
                        "sealift_migrations{" + KIND + "phase=\"New\",ready=\"Unknown\",} 1.0",
                        "sealift_conditions{" + KIND
                                + "type=\"CutoverReady\",status=\"True\",reason=\"AwaitingApproval\",} 2.0",
                        "sealift_open_operations{" + KIND + "step=\"IncrementalSync\",} 2.0",
                        "sealift_bytes_per_second{" + KIND + "} 2000.0",
                        "sealift_items_per_second{" + KIND + "} 20.0",
                        "sealift_longest_lag_seconds{" + KIND + "} 41.0",
                        "sealift_oldest_evidence_seconds{" + KIND + "} 300.0",
                        "sealift_longest_fence_seconds{" + KIND + "} 0.0",
                        "sealift_operator_leads 1.0");
    }

    @Test
    void a_migration_has_no_series_of_its_own_unless_asked_for() {
        measured.write(measured.migration("orders"), Measured.replicating(true));

        assertThat(measured.samples()).noneMatch(sample -> sample.contains("orders"));

        Measured each = new Measured(true, true);
        each.write(each.migration("orders"), Measured.replicating(true));
        assertThat(each.samples())
                .contains(
                        "sealift_lag_seconds{" + KIND + "namespace=\"shop\",name=\"orders\",} 41.0",
                        "sealift_evidence_age_seconds{" + KIND + "namespace=\"shop\",name=\"orders\",} 300.0");
    }

    @Test
    void series_of_their_own_are_bounded() {
        Measured each = new Measured(true, true);
        IntStream.range(0, FleetMetrics.MOST_SERIES + 7)
                .forEach(i -> each.write(each.migration("m" + i), Measured.replicating(true)));

        assertThat(each.samples().stream().filter(sample -> sample.startsWith("sealift_lag_seconds")))
                .hasSize(FleetMetrics.MOST_SERIES);
    }

    /** Its caches hold nothing that is true: another replica counts. */
    @Test
    void who_does_not_lead_counts_nothing() {
        Measured waiting = new Measured(false, true);
        waiting.migration("orders");

        assertThat(waiting.samples())
                .contains("sealift_operator_leads 0.0")
                .noneMatch(sample -> sample.startsWith("sealift_migrations"));
    }

    @Test
    void a_step_is_counted_once_when_it_begins_and_once_when_it_ends() {
        BucketMigration orders = measured.migration("orders");
        measured.write(orders, only(Measured.operation("FullCopy", Operation.State.Intended, null)));
        measured.write(orders, only(Measured.operation("FullCopy", Operation.State.Started, null)));
        measured.write(orders, only(Measured.operation("FullCopy", Operation.State.Failed, "WorkerLost")));
        measured.write(orders, only(Measured.operation("FullCopy", Operation.State.Failed, "WorkerLost")));

        String labels = "{" + KIND + "outcome=\"Failed\",reason=\"WorkerLost\",step=\"FullCopy\",} ";
        assertThat(measured.samples())
                .contains(
                        "sealift_steps_begun_total{" + KIND + "step=\"FullCopy\",} 1.0",
                        "sealift_step_duration_seconds_count" + labels + "1.0",
                        "sealift_step_duration_seconds_sum" + labels + "90.0");
    }

    /** Why is a sentence there, and would be a label for each. */
    @Test
    void a_cancelled_step_has_one_reason() {
        BucketMigration orders = measured.migration("orders");
        measured.write(orders, only(Measured.operation("Validate", Operation.State.Cancelled, "the spec has changed")));

        assertThat(measured.samples())
                .anyMatch(sample -> sample.startsWith("sealift_step_duration_seconds_count{" + KIND
                        + "outcome=\"Cancelled\",reason=\"Cancelled\",step=\"Validate\",}"));
    }

    @Test
    void readiness_that_was_lost_is_counted_from_nothing() {
        String withdrawn = "sealift_readiness_withdrawn_total{" + KIND + "} ";
        assertThat(measured.samples()).contains(withdrawn + "0.0");

        BucketMigration orders = measured.migration("orders");
        measured.write(orders, Measured.replicating(false));
        measured.write(orders, Measured.replicating(true));
        measured.write(orders, Measured.replicating(false));

        assertThat(measured.samples()).contains(withdrawn + "1.0");
    }

    @Test
    void a_rollback_withdraws_nothing() {
        BucketMigration orders = measured.migration("orders");
        measured.write(orders, Measured.replicating(true));
        measured.write(
                orders,
                Measured.status(
                        List.of(Measured.condition(ConditionType.CutoverReady, false, Reason.RollingBack)),
                        List.of(),
                        null));

        assertThat(measured.samples()).contains("sealift_readiness_withdrawn_total{" + KIND + "} 0.0");
    }

    @Test
    void a_fence_is_measured_until_consumers_are_moved() {
        CutoverStatus underWay =
                new CutoverStatus(null, null, null, Measured.NOW.minusSeconds(1900), null, null, null, null);
        CutoverStatus done =
                new CutoverStatus(null, null, null, Measured.NOW.minusSeconds(9000), Measured.NOW, null, null, null);
        measured.write(measured.migration("done"), Measured.status(List.of(), List.of(), done));
        measured.write(measured.migration("orders"), Measured.status(List.of(), List.of(), underWay));

        assertThat(measured.samples()).contains("sealift_longest_fence_seconds{" + KIND + "} 1900.0");
    }

    @Test
    void calls_are_counted_by_what_came_of_them() {
        measured.calls.begin("aws", "S3", "HeadBucket").end(Answer.of(429));

        assertThat(measured.samples())
                .contains("sealift_cloud_calls_seconds_count{operation=\"HeadBucket\",outcome=\"Throttled\","
                        + "provider=\"aws\",service=\"S3\",} 1.0");
    }

    @Test
    void reconciles_are_counted_by_kind_and_outcome() {
        measured.reconciled(() -> {});
        measured.reconciled(() -> {
            throw new IllegalStateException("the API server is gone");
        });

        assertThat(measured.samples())
                .contains(
                        "sealift_reconcile_duration_seconds_count{" + KIND + "outcome=\"Done\",} 1.0",
                        "sealift_reconcile_duration_seconds_count{" + KIND + "outcome=\"Failed\",} 1.0",
                        "sealift_reconcile_duration_seconds_bucket{" + KIND + "outcome=\"Done\",le=\"30.0\",} 1.0");
    }

    private static MigrationStatus only(Operation operation) {
        return Measured.status(List.of(), List.of(operation), null);
    }
}
