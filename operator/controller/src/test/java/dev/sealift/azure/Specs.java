package dev.sealift.azure;

import dev.sealift.api.connection.AzureConnectionSpec;
import dev.sealift.api.connection.AzureConnectionSpec.Auth;
import dev.sealift.api.connection.AzureConnectionSpec.Endpoints;
import dev.sealift.api.connection.AzureConnectionSpec.WorkloadIdentity;
import dev.sealift.api.connection.AzureEnvironment;
import dev.sealift.api.connection.CaBundleReference;
import dev.sealift.api.connection.SecretReference;
import dev.sealift.cloud.Federation;
import dev.sealift.cloud.LocalCluster;
import org.jspecify.annotations.Nullable;

/** Specs and callers for tests. */
final class Specs {

    static final String TENANT = "aaaaaaaa-0000-0000-0000-000000000001";
    static final String SUBSCRIPTION = "bbbbbbbb-0000-0000-0000-000000000002";
    static final String CLIENT = "cccccccc-0000-0000-0000-000000000003";

    private Specs() {}

    static AzureConnectionSpec of(
            AzureEnvironment environment,
            @Nullable Endpoints endpoints,
            Auth auth,
            @Nullable CaBundleReference bundle) {
        return new AzureConnectionSpec(environment, endpoints, TENANT, SUBSCRIPTION, auth, bundle);
    }

    static Auth withToken(String serviceAccount) {
        return new Auth(new WorkloadIdentity(CLIENT, serviceAccount), null);
    }

    static Auth withSecret() {
        return new Auth(null, new SecretReference("azure"));
    }

    static AzureCaller workload(String serviceAccount) {
        try (LocalCluster cluster = new LocalCluster()) {
            Federation federation = new Federation(cluster.client(), "shop", serviceAccount, AzureCaller.AUDIENCE);
            return new AzureCaller.Workload(CLIENT, federation);
        }
    }
}
