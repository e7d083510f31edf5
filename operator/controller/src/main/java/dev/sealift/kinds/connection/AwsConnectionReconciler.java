package dev.sealift.kinds.connection;

import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.aws.AwsAccess;
import dev.sealift.aws.AwsConnections;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.engine.Events;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.ControllerConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.MaxReconciliationInterval;
import io.javaoperatorsdk.operator.api.reconciler.Reconciler;
import io.javaoperatorsdk.operator.api.reconciler.UpdateControl;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.concurrent.TimeUnit;

/** Proves {@link AwsConnection}s. */
@Singleton
@ControllerConfiguration(
        name = "awsconnection",
        maxReconciliationInterval = @MaxReconciliationInterval(interval = 10, timeUnit = TimeUnit.MINUTES))
public final class AwsConnectionReconciler implements Reconciler<AwsConnection> {

    private final AwsConnections connections;
    private final Proving proving;

    /** Opens connections by these, tells by those. */
    public AwsConnectionReconciler(AwsConnections connections, Events events, Clock clock) {
        this.connections = connections;
        this.proving = new Proving(events, clock);
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
