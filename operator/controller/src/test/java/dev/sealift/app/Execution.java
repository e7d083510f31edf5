package dev.sealift.app;

import io.javaoperatorsdk.operator.api.monitoring.Metrics.ControllerExecution;
import io.javaoperatorsdk.operator.api.reconciler.Constants;
import io.javaoperatorsdk.operator.processing.GroupVersionKind;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Map;

/** A reconcile of the migration {@code shop/orders}, as the framework tells of one. */
record Execution(Runnable work) implements ControllerExecution<String> {

    @Override
    public String name() {
        return "reconcile";
    }

    @Override
    public String controllerName() {
        return "bucketmigration";
    }

    @Override
    public String successTypeName(String result) {
        return result;
    }

    @Override
    public ResourceID resourceID() {
        return new ResourceID("orders", "shop");
    }

    @Override
    public Map<String, Object> metadata() {
        return Map.of(Constants.RESOURCE_GVK_KEY, new GroupVersionKind("sealift.dev", "v1alpha1", "BucketMigration"));
    }

    @Override
    public String execute() {
        work.run();
        return "done";
    }
}
