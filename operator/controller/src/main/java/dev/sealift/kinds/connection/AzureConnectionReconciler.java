package dev.sealift.kinds.connection;

import dev.sealift.api.connection.AzureConnection;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.azure.AzureAccess;
import dev.sealift.azure.AzureConnections;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.engine.Events;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Proves {@link AzureConnection}s. */
@Singleton
@ControllerConfiguration(
        name = "azureconnection",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class AzureConnectionReconciler implements Reconciler<AzureConnection> {

    private final AzureConnections connections;
    private final KnownConnections known;
    private final Proving proving;

    /** Opens connections by these, lets those know them, tells by these events. */
    public AzureConnectionReconciler(AzureConnections connections, KnownConnections known, Events events, Clock clock) {
        this.connections = connections;
        this.known = known;
        this.proving = new Proving(events, clock);
    }

    @Override
    public List<EventSource<?, AzureConnection>> prepareEventSources(EventSourceContext<AzureConnection> context) {
        known.join(AzureConnection.class, Proving.watch(context.getPrimaryCache()));
        return List.of();
    }

    @Override
    public UpdateControl<AzureConnection> reconcile(AzureConnection connection, Context<AzureConnection> context) {
        return proving.write(connection, AzureConnection::new, proven(connection));
    }

    private Access<Identity> proven(AzureConnection connection) {
        String namespace = connection.getMetadata().getNamespace();
        String name = connection.getMetadata().getName();
        return switch (connections.open(namespace, name)) {
            case Access.Granted<AzureAccess>(AzureAccess access) -> access.prove();
            case Access.Refused<AzureAccess>(CloudProblem problem) -> new Access.Refused<>(problem);
        };
    }
}
