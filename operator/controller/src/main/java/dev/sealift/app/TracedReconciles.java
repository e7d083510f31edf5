package dev.sealift.app;

import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Scope;

/** A span for each reconcile, named by what is done to which kind; the requests to clouds that it makes are its children. */
final class TracedReconciles implements Metrics {

    private final Tracer tracer;
    private final Metrics metrics;

    /** @param metrics who else measures */
    TracedReconciles(Tracer tracer, Metrics metrics) {
        this.tracer = tracer;
        this.metrics = metrics;
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Span span = begun(execution);
        try (Scope _ = span.makeCurrent()) {
            return metrics.timeControllerExecution(execution);
        } catch (Exception e) {
            // What it says may quote anything; the log has it.
            span.setStatus(StatusCode.ERROR, e.getClass().getSimpleName());
            throw e;
        } finally {
            span.end();
        }
    }

    private Span begun(ControllerExecution<?> execution) {
        ResourceID id = execution.resourceID();
        return tracer.spanBuilder("%s %s".formatted(execution.name(), Reconciled.kind(execution)))
                .setAttribute("sealift.kind", Reconciled.kind(execution))
                .setAttribute("sealift.name", id.getName())
                .setAttribute("k8s.namespace.name", id.getNamespace().orElse(""))
                .startSpan();
    }
}
