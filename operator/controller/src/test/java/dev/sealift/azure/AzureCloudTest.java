package dev.sealift.azure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.connection.AzureConnectionSpec.Endpoints;
import dev.sealift.api.connection.AzureEnvironment;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AzureCloudTest {

    @ParameterizedTest
    @CsvSource({
        "Public, https://login.microsoftonline.com/, https://management.azure.com, core.windows.net",
        "China, https://login.chinacloudapi.cn/, https://management.chinacloudapi.cn, core.chinacloudapi.cn",
        "USGovernment, https://login.microsoftonline.us/, https://management.usgovcloudapi.net, core.usgovcloudapi.net",
        "Custom, https://login.lab/, https://management.lab, storage.lab",
    })
    void eachEnvironmentHasItsPlaces(AzureEnvironment environment, String authority, String manager, String suffix) {
        AzureCloud cloud = of(environment, "https://login.lab", "https://management.lab/");

        assertThat(cloud.authorityHost()).isEqualTo(authority);
        assertThat(cloud.resourceManager()).hasToString(manager);
        assertThat(cloud.managementScope()).isEqualTo(manager + "/.default");
        assertThat(cloud.storageAudience()).isEqualTo("https://storage.azure.com");
        assertThat(cloud.storageSuffix()).isEqualTo(suffix);
        assertThat(cloud.blobEndpoint("shoporders")).hasToString("https://shoporders.blob." + suffix);
    }

    @ParameterizedTest
    @EnumSource
    void onlyMicrosoftsOwnInstancesAreDiscovered(AzureEnvironment environment) {
        AzureCloud cloud = of(environment, "https://login.lab/", "https://management.lab");

        assertThat(cloud.instanceDiscovery()).isEqualTo(environment != AzureEnvironment.Custom);
    }

    private static AzureCloud of(AzureEnvironment environment, String authority, String manager) {
        Endpoints endpoints =
                environment == AzureEnvironment.Custom ? new Endpoints(authority, manager, "storage.lab") : null;
        return AzureCloud.of(Specs.of(environment, endpoints, Specs.withSecret(), null));
    }
}
