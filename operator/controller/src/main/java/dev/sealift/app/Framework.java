package dev.sealift.app;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.micrometer.core.instrument.MeterRegistry;
import io.opentelemetry.api.trace.Tracer;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurationServiceCustomizer;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** How the operator framework runs: reconciles on virtual threads, where a call that blocks costs its time and nothing else. */
@Singleton
public final class Framework implements ConfigurationServiceCustomizer {

    private static final String LEASE = "sealift-operator";

    /**
     * Reconciles at a time. Each holds a copy of its resource while it waits; so many that clouds which don't answer keep a few hundred
     * waiting and still leave room for the rest.
     */
    private static final int AT_ONCE = 256;

    private final Settings settings;
    private final Leadership leadership;
    private final Metrics metrics;

    Framework(Settings settings, Leadership leadership, MeterRegistry registry, Tracer tracer) {
        this.settings = settings;
        this.leadership = leadership;
        this.metrics = new TracedReconciles(tracer, new MeteredReconciles(registry));
    }

    @Override
    public Consumer<ConfigurationServiceOverrider> overrider() {
        return overrider -> {
            overrider.withMetrics(metrics);
            overrider.withExecutorService(Executors.newFixedThreadPool(
                    AT_ONCE, Thread.ofVirtual().name("reconcile-", 0).factory()));
            if (settings.leaderElection()) {
                overrider.withLeaderElectionConfiguration(election());
            }
        };
    }

    /** The framework's own times; it ends the process when the lead is lost, so that nothing is done by two. */
    private LeaderElectionConfiguration election() {
        return new LeaderElectionConfiguration(
                LEASE,
                null,
                LeaderElectionConfiguration.LEASE_DURATION_DEFAULT_VALUE,
                LeaderElectionConfiguration.RENEW_DEADLINE_DEFAULT_VALUE,
                LeaderElectionConfiguration.RETRY_PERIOD_DEFAULT_VALUE,
                null,
                new LeaderCallbacks(leadership::gained, leadership::lost, _ -> {}),
                true);
    }
}
