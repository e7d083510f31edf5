package dev.sealift.azure;

import dev.sealift.api.connection.AzureConnectionSpec;
import dev.sealift.api.connection.AzureEnvironment;
import dev.sealift.api.connection.CaBundleReference;
import dev.sealift.cloud.Golden;
import org.junit.jupiter.api.Test;

class AzurePodTest {

    @Test
    void aWorkloadShowsAProjectedToken() {
        AzureConnectionSpec spec = Specs.of(AzureEnvironment.Public, null, Specs.withToken("mover"), null);

        Golden.assertSame(
                "podaccess/azure-workload.yaml", AzurePod.access(spec, AzureCloud.of(spec), Specs.workload("mover")));
    }

    @Test
    void aSecretIsReadFromItsSecret() {
        AzureConnectionSpec spec =
                Specs.of(AzureEnvironment.China, null, Specs.withSecret(), new CaBundleReference("ca", "root.pem"));

        Golden.assertSame(
                "podaccess/azure-secret.yaml",
                AzurePod.access(spec, AzureCloud.of(spec), new AzureCaller.Application(Specs.CLIENT, "azure")));
    }
}
