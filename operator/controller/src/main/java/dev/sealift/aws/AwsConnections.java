package dev.sealift.aws;

import dev.sealift.api.connection.AwsConnection;
import dev.sealift.api.connection.AwsConnectionSpec;
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
import java.util.function.Function;

/** Opens AwsConnections: from a name to clients. */
public final class AwsConnections implements AutoCloseable {

    private final KubernetesClient kubernetes;
    private final References references;
    private final OpenClients<AwsAccess> open;
    private final Calls calls;
    private final Clock clock;

    /** Reads what connections refer to, and has tokens minted, with this client; tells of calls to AWS. */
    public AwsConnections(KubernetesClient kubernetes, KnownConnections known, Calls calls, Clock clock) {
        this.kubernetes = kubernetes;
        this.references = new References(kubernetes, known);
        this.open = new OpenClients<>(clock);
        this.calls = calls;
        this.clock = clock;
    }

    /** The connection of that name. Blocks for a few calls to the API server, and for one to AWS the first time if it names its account. */
    public Access<AwsAccess> open(String namespace, String connectionName) {
        try {
            return opened(references.connection(AwsConnection.class, namespace, connectionName))
                    .admitted();
        } catch (Refusal refused) {
            return new Access.Refused<>(refused.problem());
        }
    }

    @Override
    public void close() {
        open.close();
    }

    private AwsAccess opened(AwsConnection connection) {
        ObjectMeta meta = connection.getMetadata();
        AwsConnectionSpec spec = connection.getSpec();
        Optional<Referenced> secret = Optional.ofNullable(spec.auth().secretRef())
                .map(reference -> references.secret(
                        meta.getNamespace(),
                        reference.name(),
                        List.of(AwsCaller.ACCESS_KEY_ID, AwsCaller.SECRET_ACCESS_KEY),
                        List.of(AwsCaller.SESSION_TOKEN)));
        Optional<Referenced> bundle = references.caBundle(meta.getNamespace(), spec.caBundleRef());
        return open.of(meta, List.of(secret, bundle), () -> made(connection, secret, bundle));
    }

    private AwsAccess made(AwsConnection connection, Optional<Referenced> secret, Optional<Referenced> bundle) {
        AwsConnectionSpec spec = connection.getSpec();
        AwsCaller caller = caller(connection);
        AwsErrors errors = new AwsErrors(caller, clock);
        AwsClients clients = switch (caller) {
            case AwsCaller.Key _ -> AwsClients.withKey(spec, Trust.of(bundle), calls, secret.orElseThrow());
            case AwsCaller.Role role -> AwsClients.withRole(spec, Trust.of(bundle), calls, role, refusal(errors, role));
        };
        return new AwsAccess(spec, caller, clients, errors, clock);
    }

    private AwsCaller caller(AwsConnection connection) {
        AwsConnectionSpec.WebIdentity webIdentity = connection.getSpec().auth().webIdentity();
        if (webIdentity != null) {
            return role(connection, webIdentity);
        }
        SecretReference secret =
                Objects.requireNonNull(connection.getSpec().auth().secretRef(), "the schema wants one of both");
        return new AwsCaller.Key(secret.name());
    }

    private AwsCaller role(AwsConnection connection, AwsConnectionSpec.WebIdentity webIdentity) {
        Federation federation = new Federation(
                kubernetes,
                connection.getMetadata().getNamespace(),
                webIdentity.serviceAccountName(),
                AwsCaller.AUDIENCE);
        return new AwsCaller.Role(webIdentity, AwsCaller.sessionName(connection), federation);
    }

    private static Function<RuntimeException, Refusal> refusal(AwsErrors errors, AwsCaller.Role role) {
        return failure -> new Refusal(errors.problem(failure, AwsTable.ASSUME, role.principal()));
    }
}
