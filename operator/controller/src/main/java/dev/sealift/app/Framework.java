package dev.sealift.app;

import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.quarkiverse.operatorsdk.runtime.api.ConfigurationServiceCustomizer;
import jakarta.inject.Singleton;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.function.Consumer;

/** How the operator framework runs: reconciles on virtual threads, where a call that blocks costs its time and nothing else. */
@Singleton
public final class Framework implements ConfigurationServiceCustomizer {

    private static final String LEASE = "sealift-operator";

    /** Reconciles at a time: enough that clouds which don't answer keep a hundred waiting, and leave room for the rest. */
    private static final int AT_ONCE = 128;

    private final Settings settings;
    private final Leadership leadership;

    Framework(Settings settings, Leadership leadership) {
        this.settings = settings;
        this.leadership = leadership;
    }

    @Override
    public Consumer<ConfigurationServiceOverrider> overrider() {
        return overrider -> {
            overrider.withExecutorService(Executors.newThreadPerTaskExecutor(threads()));
            if (settings.leaderElection()) {
                overrider.withLeaderElectionConfiguration(election());
            }
        };
    }

    /**
     * A thread for each reconcile, which waits for its place before it does anything. Threads of a pool would stay, and with each what
     * libraries keep for a thread, which was measured as some hundred KiB.
     */
    private static ThreadFactory threads() {
        ThreadFactory threads = Thread.ofVirtual().name("reconcile-", 0).factory();
        Semaphore places = new Semaphore(AT_ONCE);
        return reconcile -> threads.newThread(() -> inPlace(places, reconcile));
    }

    private static void inPlace(Semaphore places, Runnable reconcile) {
        places.acquireUninterruptibly();
        try {
            reconcile.run();
        } finally {
            places.release();
        }
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
