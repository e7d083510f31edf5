package dev.sealift.app;

import dev.sealift.cloud.Calls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts and times requests to clouds: {@code migration_cloud_calls_seconds{provider,service,operation,outcome}}. */
final class MeteredCalls implements Calls {

    private final MeterRegistry registry;

    MeteredCalls(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Call begin(String provider, String service, String operation) {
        Timer.Sample sample = Timer.start(registry);
        return outcome -> sample.stop(Timer.builder("migration.cloud.calls")
                .description("Requests to clouds, each with its retries where the cloud's SDK makes them")
                .tag("provider", provider)
                .tag("service", service)
                .tag("operation", operation)
                .tag("outcome", outcome.name())
                .register(registry));
    }
}
