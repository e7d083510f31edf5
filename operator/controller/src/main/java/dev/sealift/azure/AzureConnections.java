package dev.sealift.azure;

import dev.sealift.api.connection.AzureConnection;
import dev.sealift.api.connection.AzureConnectionSpec;
import dev.sealift.api.connection.SecretReference;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.Calls;
import dev.sealift.cloud.Federation;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.cloud.OpenClients;
import dev.sealift.cloud.Referenced;
import dev.sealift.cloud.References;
import dev.sealift.cloud.Refusal;
import dev.sealift.cloud.Trust;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.X509TrustManager;

/** Opens AzureConnections: from a name to clients. */
public final class AzureConnections implements AutoCloseable {

    private final KubernetesClient kubernetes;
    private final References references;
    private final OpenClients<AzureAccess> open;
    private final Calls calls;
    private final Clock clock;

    /** Reads what connections refer to, and has tokens minted, with this client; tells of calls to Azure. */
    public AzureConnections(KubernetesClient kubernetes, KnownConnections known, Calls calls, Clock clock) {
        this.kubernetes = kubernetes;
        this.references = new References(kubernetes, known);
        this.open = new OpenClients<>(clock);
        this.calls = calls;
        this.clock = clock;
    }

    /** The connection of that name. Blocks for a few calls to the API server; calls Azure only through what it returns. */
    public Access<AzureAccess> open(String namespace, String connectionName) {
        try {
            return new Access.Granted<>(
                    opened(references.connection(AzureConnection.class, namespace, connectionName)));
        } catch (Refusal refused) {
            return new Access.Refused<>(refused.problem());
        }
    }

    @Override
    public void close() {
        open.close();
    }

    private AzureAccess opened(AzureConnection connection) {
        ObjectMeta meta = connection.getMetadata();
        AzureConnectionSpec spec = connection.getSpec();
        Optional<Referenced> secret = Optional.ofNullable(spec.auth().secretRef())
                .map(reference -> references.secret(
                        meta.getNamespace(),
                        reference.name(),
                        List.of(AzureCaller.CLIENT_ID, AzureCaller.CLIENT_SECRET),
                        List.of()));
        Optional<Referenced> bundle = references.caBundle(meta.getNamespace(), spec.caBundleRef());
        return open.of(meta, List.of(secret, bundle), () -> made(meta.getNamespace(), spec, secret, bundle));
    }

    private AzureAccess made(
            String namespace, AzureConnectionSpec spec, Optional<Referenced> secret, Optional<Referenced> bundle) {
        AzureCloud cloud = AzureCloud.of(spec);
        AzureCaller caller = caller(namespace, spec, secret);
        AzureErrors errors = new AzureErrors(caller, spec.tenantId(), spec.subscriptionId(), clock);
        X509TrustManager trust = Trust.of(bundle);
        AzureClients clients = switch (caller) {
            case AzureCaller.Application application ->
                AzureClients.withSecret(
                        cloud,
                        trust,
                        calls,
                        errors,
                        clock,
                        spec.tenantId(),
                        application.clientId(),
                        secret.orElseThrow().get(AzureCaller.CLIENT_SECRET));
            case AzureCaller.Workload workload ->
                AzureClients.withToken(
                        cloud,
                        trust,
                        calls,
                        errors,
                        clock,
                        spec.tenantId(),
                        workload.clientId(),
                        workload.federation());
        };
        return new AzureAccess(spec, cloud, caller, clients, errors, clock);
    }

    private AzureCaller caller(String namespace, AzureConnectionSpec spec, Optional<Referenced> secret) {
        AzureConnectionSpec.WorkloadIdentity workload = spec.auth().workloadIdentity();
        if (workload != null) {
            return new AzureCaller.Workload(
                    workload.clientId(),
                    new Federation(kubernetes, namespace, workload.serviceAccountName(), AzureCaller.AUDIENCE));
        }
        SecretReference reference = Objects.requireNonNull(spec.auth().secretRef(), "the schema wants one of both");
        return new AzureCaller.Application(secret.orElseThrow().get(AzureCaller.CLIENT_ID), reference.name());
    }
}
