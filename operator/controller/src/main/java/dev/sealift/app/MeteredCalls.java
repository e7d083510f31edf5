package dev.sealift.app;

import dev.sealift.cloud.Calls;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/** Counts and times requests to clouds: {@code sealift_cloud_calls_seconds{provider,service,operation,outcome}}. */
final class MeteredCalls implements Calls {

    private final MeterRegistry registry;

    MeteredCalls(MeterRegistry registry) {
        this.registry = registry;
    }

    @Override
    public Call begin(String provider, String service, String operation) {
        Timer.Sample sample = Timer.start(registry);
        return answer -> sample.stop(Timer.builder("sealift.cloud.calls")
                .description("Requests to clouds, each with its retries where the cloud's SDK makes them")
                .tag("provider", provider)
                .tag("service", service)
                .tag("operation", operation)
                .tag("outcome", answer.outcome().name())
                .register(registry));
    }
}
