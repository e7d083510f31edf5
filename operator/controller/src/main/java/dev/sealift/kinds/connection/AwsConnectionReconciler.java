package dev.sealift.kinds.connection;

import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.aws.AwsAccess;
import dev.sealift.aws.AwsConnections;
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

/** Proves {@link AwsConnection}s. */
@Singleton
@ControllerConfiguration(
        name = "awsconnection",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class AwsConnectionReconciler implements Reconciler<AwsConnection> {

    private final AwsConnections connections;
    private final KnownConnections known;
    private final Proving proving;

    /** Opens connections by these, lets those know them, tells by these events. */
    public AwsConnectionReconciler(AwsConnections connections, KnownConnections known, Events events, Clock clock) {
        this.connections = connections;
        this.known = known;
        this.proving = new Proving(events, clock);
    }

    @Override
    public List<EventSource<?, AwsConnection>> prepareEventSources(EventSourceContext<AwsConnection> context) {
        known.join(AwsConnection.class, Proving.watch(context.getPrimaryCache()));
        return List.of();
    }

    @Override
    public UpdateControl<AwsConnection> reconcile(AwsConnection connection, Context<AwsConnection> context) {
        return proving.write(connection, AwsConnection::new, proven(connection));
    }

    private Access<Identity> proven(AwsConnection connection) {
        String namespace = connection.getMetadata().getNamespace();
        String name = connection.getMetadata().getName();
        return switch (connections.open(namespace, name)) {
            case Access.Granted<AwsAccess>(AwsAccess access) -> access.prove();
            case Access.Refused<AwsAccess>(CloudProblem problem) -> new Access.Refused<>(problem);
        };
    }
}
