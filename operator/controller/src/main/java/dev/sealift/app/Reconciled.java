package dev.sealift.app;

import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;

/** What the framework says of a reconcile. */
final class Reconciled {

    private Reconciled() {}

    /** The kind of what is reconciled, such as {@code BucketMigration}. */
    static String kind(ControllerExecution<?> execution) {
        return execution.metadata().get(Constants.RESOURCE_GVK_KEY) instanceof GroupVersionKind kind
                ? kind.getKind()
                : execution.controllerName();
    }
}
