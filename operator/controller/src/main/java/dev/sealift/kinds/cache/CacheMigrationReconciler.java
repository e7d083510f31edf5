package dev.sealift.kinds.cache;

import dev.sealift.api.Sealift;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.engine.Engine;
import dev.sealift.engine.Fleet;
import dev.sealift.engine.KnownWork;
import dev.sealift.engine.MigrationReconciler;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Reconciles {@link CacheMigration}. */
@Singleton
@ControllerConfiguration(
        name = "cachemigration",
        finalizerName = Sealift.FINALIZER,
        generationAwareEventProcessing = false,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 2, timeUnit = TimeUnit.MINUTES))
public final class CacheMigrationReconciler extends MigrationReconciler<CacheMigration> {

    /** A reconciler that leaves all to the engine. */
    public CacheMigrationReconciler(Engine<CacheMigration> engine, Fleet fleet, KnownWork work) {
        super(CacheMigration.class, engine, fleet, work);
    }
}
