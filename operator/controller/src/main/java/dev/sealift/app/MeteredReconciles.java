package dev.sealift.app;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;

/**
 * Counts and times reconciles: {@code sealift_reconcile_duration_seconds{kind,outcome}}. The framework's own meters would do, but the
 * Quarkus extension hands them to the operator before they are bound to a registry.
 */
final class MeteredReconciles implements Metrics {

    /** A look that asks nobody takes a millisecond, one that waits for a cloud that doesn't answer ten seconds or twenty. */
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5),
        Duration.ofMillis(25),
        Duration.ofMillis(100),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(10),
        Duration.ofSeconds(30)
    };

    private final MeterRegistry registry;

    MeteredReconciles(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Timer.Sample sample = Timer.start(registry);
        String outcome = "Failed";
        try {
            T result = execution.execute();
            outcome = "Done";
            return result;
        } finally {
            sample.stop(timer(Reconciled.kind(execution), outcome));
        }
    }

    private Timer timer(String kind, String outcome) {
        return Timer.builder("sealift.reconcile.duration")
                .description("Reconciles, and cleanups of what is deleted; those that failed are repeated")
                .tag("kind", kind)
                .tag("outcome", outcome)
                .serviceLevelObjectives(BUCKETS)
                .register(registry);
    }
}
