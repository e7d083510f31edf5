package dev.sealift.azure;

import dev.sealift.api.connection.AzureConnectionSpec;
import dev.sealift.cloud.ProjectedToken;
import dev.sealift.cloud.Variable;
import dev.sealift.tools.worker.PodAccess;
import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a pod needs to be let into Azure by the connection: the variables that every Azure SDK and AzCopy read,
 * https://azure.github.io/azure-workload-identity/docs/topics/service-account-labels-and-annotations.html. They are set here
 * rather than by AKS's webhook, so that workers run as well where there is none.
 */
final class AzurePod {

    private AzurePod() {}

    static PodAccess access(AzureConnectionSpec spec, AzureCloud cloud, AzureCaller caller) {
        Optional<PodAccess.CaBundle> caBundle = Optional.ofNullable(spec.caBundleRef())
                .map(reference -> new PodAccess.CaBundle(reference.name(), reference.key()));
        List<EnvVar> tenant = List.of(
                Variable.of("AZURE_TENANT_ID", spec.tenantId()),
                Variable.of("AZURE_AUTHORITY_HOST", cloud.authorityHost()));
        return switch (caller) {
            case AzureCaller.Workload workload -> withToken(tenant, workload, caBundle);
            case AzureCaller.Application application -> withSecret(tenant, application, caBundle);
        };
    }

    private static PodAccess withToken(
            List<EnvVar> tenant, AzureCaller.Workload workload, Optional<PodAccess.CaBundle> caBundle) {
        ProjectedToken token = new ProjectedToken("azure", workload.federation());
        Stream<EnvVar> credentials = Stream.of(
                Variable.of("AZURE_CLIENT_ID", workload.clientId()),
                Variable.of("AZURE_FEDERATED_TOKEN_FILE", token.file()));
        return new PodAccess(
                Stream.concat(tenant.stream(), credentials).toList(),
                List.of(token.volume()),
                List.of(token.mount()),
                Optional.of(workload.federation().serviceAccountName()),
                caBundle);
    }

    private static PodAccess withSecret(
            List<EnvVar> tenant, AzureCaller.Application application, Optional<PodAccess.CaBundle> caBundle) {
        Stream<EnvVar> credentials = Stream.of(
                Variable.ofSecret("AZURE_CLIENT_ID", application.secretName(), AzureCaller.CLIENT_ID),
                Variable.ofSecret("AZURE_CLIENT_SECRET", application.secretName(), AzureCaller.CLIENT_SECRET));
        return new PodAccess(
                Stream.concat(tenant.stream(), credentials).toList(), List.of(), List.of(), Optional.empty(), caBundle);
    }
}
