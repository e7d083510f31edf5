package dev.sealift.app;

import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurationServiceCustomizer;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/** How the operator framework runs: reconciles on virtual threads, where a call that blocks costs its time and nothing else. */
@Singleton
public final class Framework implements ConfigurationServiceCustomizer {

    private static final String LEASE = "sealift-operator";

    private final Settings settings;

    Framework(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Consumer<ConfigurationServiceOverrider> overrider() {
        return overrider -> {
            overrider.withExecutorService(Executors.newThreadPerTaskExecutor(
                    Thread.ofVirtual().name("reconcile-", 0).factory()));
            if (settings.leaderElection()) {
                overrider.withLeaderElectionConfiguration(new LeaderElectionConfiguration(LEASE));
            }
        };
    }
}
