package dev.sealift.app;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionStatus;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.CutoverStatus;
import dev.sealift.api.MigrationStatus.Progress;
import dev.sealift.api.MigrationStatus.VerdictInput;
import dev.sealift.api.Operation;
import dev.sealift.api.Reason;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.Calls.Answer;
import dev.sealift.engine.Fleet;
import dev.sealift.engine.Statuses;
import dev.sealift.lifecycle.Verdict;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.micrometer.prometheus.PrometheusConfig;
import io.micrometer.prometheus.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All that the operator measures, over migrations that a test makes, and what Prometheus then reads. */
final class Measured {

    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    final Calls calls = new MeteredCalls(registry);
    private final Metrics reconciles = new MeteredReconciles(registry);
    private final List<Migration> migrations = new ArrayList<>();
    private final Statuses statuses = new ToldStatuses(new Kept(), registry, List.of("BucketMigration"));

    /** @param leads whether it is the replica that works */
    Measured(boolean leads, boolean perMigration) {
        Fleet fleet = new Fleet();
        fleet.join(new Known());
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        registry.getPrometheusRegistry().register(new FleetMetrics(fleet, leads(leads), perMigration, clock));
    }

    /** All of it at least once. */
    static Measured everything() {
        Measured measured = new Measured(true, true);
        BucketMigration orders = measured.migration("orders");
        measured.write(orders, replicating(true));
        measured.write(orders, replicating(false));
        measured.calls.begin("aws", "S3", "HeadBucket").end(Answer.of(200));
        measured.reconciled(() -> {});
        return measured;
    }

    BucketMigration migration(String name) {
        BucketMigration made = new BucketMigration();
        made.setMetadata(
                new ObjectMetaBuilder().withNamespace("shop").withName(name).build());
        migrations.add(made);
        return made;
    }

    void reconciled(Runnable work) {
        try {
            reconciles.timeControllerExecution(new Execution(work));
        } catch (Exception e) {
            // As the framework does, which repeats it.
        }
    }

    void write(Migration migration, MigrationStatus status) {
        statuses.write(migration, status);
    }

    /** The samples that Prometheus reads, such as {@code sealift_lag_seconds{kind="BucketMigration",} 41.0}. */
    List<String> samples() {
        return registry.scrape().lines().filter(line -> !line.startsWith("#")).toList();
    }

    static MigrationStatus replicating(boolean ready) {
        return status(
                List.of(
                        condition(ConditionType.Ready, ready, Reason.AllInputsGood),
                        condition(
                                ConditionType.CutoverReady,
                                ready,
                                ready ? Reason.AwaitingApproval : Reason.LagTooHigh)),
                List.of(
                        operation("FullCopy", Operation.State.Succeeded, "Completed"),
                        operation("IncrementalSync", Operation.State.Started, null)),
                null);
    }

    static MigrationStatus status(
            List<Condition> conditions, List<Operation> operations, @Nullable CutoverStatus cutover) {
        return new MigrationStatus(
                1L,
                "Syncing",
                conditions,
                new Progress("42%", 42, 42, 100, 0, 4200, 10000, 1000L, 10L, null, 41L, "41s"),
                List.of(new VerdictInput(
                        Verdict.EVIDENCE_AGE, "5m", "1h", "5m", NOW.minusSeconds(300), true, null, null)),
                cutover,
                operations,
                null,
                null,
                null);
    }

    static Condition condition(ConditionType type, boolean holds, Reason reason) {
        return new Condition(type, holds ? ConditionStatus.True : ConditionStatus.False, reason.name(), "", 1, NOW);
    }

    static Operation operation(String step, Operation.State state, @Nullable String reason) {
        Instant ended = reason == null ? null : NOW;
        return new Operation(
                step, step + "-1", 1, state, 1, 0, true, null, NOW.minusSeconds(90), ended, reason, null, Map.of());
    }

    private static Leadership leads(boolean leads) {
        Leadership leadership = new Leadership(true);
        if (leads) {
            leadership.gained();
        }
        return leadership;
    }

    /** Keeps a status in the resource itself. */
    private static final class Kept implements Statuses {
        @Override
        public <M extends Migration> M write(M migration, MigrationStatus status) {
            migration.keep(status);
            return migration;
        }
    }

    /** What the framework's cache would hold. */
    private final class Known implements Cache<Migration> {
        @Override
        public Optional<Migration> get(ResourceID id) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream<ResourceID> keys() {
            throw new UnsupportedOperationException();
        }

        @Override
        public Stream<Migration> list(Predicate<Migration> wanted) {
            return migrations.stream().filter(wanted);
        }
    }
}
