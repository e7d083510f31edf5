package dev.sealift.kinds.bucket;

import dev.sealift.api.Sealift;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.engine.Engine;
import dev.sealift.engine.Fleet;
import dev.sealift.engine.KnownWork;
import dev.sealift.engine.MigrationReconciler;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;

/** Reconciles {@link BucketMigration}. */
@Singleton
@ControllerConfiguration(
        name = "bucketmigration",
        finalizerName = Sealift.FINALIZER,
        generationAwareEventProcessing = false,
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 2, timeUnit = TimeUnit.MINUTES))
public final class BucketMigrationReconciler extends MigrationReconciler<BucketMigration> {

    /** A reconciler that leaves all to the engine. */
    public BucketMigrationReconciler(Engine<BucketMigration> engine, Fleet fleet, KnownWork work) {
        super(BucketMigration.class, engine, fleet, work);
    }
}
