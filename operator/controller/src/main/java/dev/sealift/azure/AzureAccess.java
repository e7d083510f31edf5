package dev.sealift.azure;

import com.azure.core.credential.TokenRequestContext;
import com.azure.storage.blob.BlobServiceClient;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.api.Reason;
import dev.sealift.api.connection.AzureConnectionSpec;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.tools.worker.PodAccess;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Azure as one connection lets us use it. Its clients belong to it: callers close none. Every request is bounded by
 * {@link AzureClients#CALL}. What Blob's client throws {@link #problem} explains; {@link Arm} throws nothing.
 */
public final class AzureAccess implements AutoCloseable {

    /** https://learn.microsoft.com/rest/api/resources/subscriptions/get */
    private static final String SUBSCRIPTIONS = "2022-12-01";

    /** The states in which a subscription takes writes: https://learn.microsoft.com/azure/cost-management-billing/manage/subscription-states */
    private static final Set<String> WRITABLE = Set.of("Enabled", "PastDue");

    private final AzureConnectionSpec spec;
    private final AzureCloud cloud;
    private final AzureCaller caller;
    private final AzureClients clients;
    private final AzureErrors errors;
    private final Arm arm;
    private final Clock clock;

    AzureAccess(
            AzureConnectionSpec spec,
            AzureCloud cloud,
            AzureCaller caller,
            AzureClients clients,
            AzureErrors errors,
            Clock clock) {
        this.spec = spec;
        this.cloud = cloud;
        this.caller = caller;
        this.clients = clients;
        this.errors = errors;
        this.arm = new Arm(cloud.resourceManager(), clients.management(), errors, clock);
        this.clock = clock;
    }

    /** The resource manager. */
    public Arm arm() {
        return arm;
    }

    /** The cloud that we are in. */
    public AzureCloud cloud() {
        return cloud;
    }

    /** The subscription that the connection is for. */
    public String subscriptionId() {
        return spec.subscriptionId();
    }

    /** Blob at that storage account, with our token. */
    public BlobServiceClient blobs(String account) {
        return clients.blobs(account);
    }

    /** Asks the resource manager for the subscription, which the identity must be able to read. */
    public Access<Identity> prove() {
        return switch (arm.get("/subscriptions/" + spec.subscriptionId(), SUBSCRIPTIONS)) {
            case ArmReply.Ok ok -> judged(ok.body());
            case ArmReply.NotFound(CloudProblem problem) -> new Access.Refused<>(problem);
            case ArmReply.Problem(CloudProblem problem) -> new Access.Refused<>(problem);
        };
    }

    /** What a failed call of Blob's client means; see {@link AzureErrors#problem}. */
    public CloudProblem problem(RuntimeException failure, String attempt) {
        return errors.problem(failure, attempt);
    }

    /** What a pod needs to be let in as we are. */
    public PodAccess podAccess() {
        return AzurePod.access(spec, cloud, caller);
    }

    /** Where a worker finds the container. */
    public BlobLocation locate(String account, String container, String prefix, boolean hierarchicalNamespace) {
        return new BlobLocation(cloud.blobEndpoint(account), container, prefix, hierarchicalNamespace);
    }

    @Override
    public void close() {
        clients.close();
    }

    private Access<Identity> judged(JsonNode subscription) {
        String state = subscription.path("state").asText("Enabled");
        if (!WRITABLE.contains(state)) {
            return new Access.Refused<>(notWritable(state));
        }
        return proven();
    }

    /** The token is the one that the call just used, out of the credential's cache. */
    private Access<Identity> proven() {
        try {
            TokenRequestContext token = new TokenRequestContext().addScopes(cloud.managementScope());
            return new Access.Granted<>(new Identity(
                    caller.clientId(),
                    spec.subscriptionId(),
                    spec.tenantId(),
                    caller.method(),
                    Objects.requireNonNull(clients.credential().getTokenSync(token))
                            .getExpiresAt()
                            .toInstant(),
                    clock.instant()));
        } catch (RuntimeException failure) {
            return new Access.Refused<>(errors.problem(failure, "the resource manager"));
        }
    }

    private CloudProblem notWritable(String state) {
        return new CloudProblem(
                Reason.PermissionMissing,
                "subscription " + spec.subscriptionId() + " is in state " + state + ", in which Azure refuses writes",
                "enable the subscription again in Azure's portal",
                false,
                Optional.empty());
    }
}
