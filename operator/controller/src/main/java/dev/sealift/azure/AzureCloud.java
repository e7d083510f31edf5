package dev.sealift.azure;

import com.azure.identity.AzureAuthorityHosts;
import dev.sealift.api.connection.AzureConnectionSpec;
import java.net.URI;
import java.util.Objects;

/**
 * One of Azure's clouds: where its services are.
 *
 * @param authorityHost where tokens are had, with a slash at the end
 * @param resourceManager the resource manager, without a slash at the end
 * @param storageSuffix the suffix of storage hosts, such as {@code core.windows.net}
 * @param instanceDiscovery whether the authority host is one that Microsoft's list of instances knows
 */
public record AzureCloud(String authorityHost, URI resourceManager, String storageSuffix, boolean instanceDiscovery) {

    /** https://learn.microsoft.com/entra/identity-platform/authentication-national-cloud */
    private static final AzureCloud PUBLIC = new AzureCloud(
            AzureAuthorityHosts.AZURE_PUBLIC_CLOUD,
            URI.create("https://management.azure.com"),
            "core.windows.net",
            true);

    /**
     * https://learn.microsoft.com/azure/china/resources-developer-guide#check-endpoints-in-azure
     *
     * <p>Microsoft's page gives the authority's newer name, login.partner.microsoftonline.cn; both are the same instance. The SDK
     * knows the older one only, and would ask the worldwide cloud about the newer:
     * https://github.com/AzureAD/microsoft-authentication-library-for-java/issues/816.
     */
    private static final AzureCloud CHINA = new AzureCloud(
            AzureAuthorityHosts.AZURE_CHINA,
            URI.create("https://management.chinacloudapi.cn"),
            "core.chinacloudapi.cn",
            true);

    /** https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure#guidance-for-developers */
    private static final AzureCloud US_GOVERNMENT = new AzureCloud(
            AzureAuthorityHosts.AZURE_GOVERNMENT,
            URI.create("https://management.usgovcloudapi.net"),
            "core.usgovcloudapi.net",
            true);

    /** The cloud that the connection names. */
    public static AzureCloud of(AzureConnectionSpec spec) {
        return switch (spec.environment()) {
            case Public -> PUBLIC;
            case China -> CHINA;
            case USGovernment -> US_GOVERNMENT;
            case Custom -> custom(Objects.requireNonNull(spec.endpoints(), "the schema wants endpoints with Custom"));
        };
    }

    private static AzureCloud custom(AzureConnectionSpec.Endpoints endpoints) {
        return new AzureCloud(
                withoutSlash(endpoints.authorityHost()) + "/",
                URI.create(withoutSlash(endpoints.resourceManager())),
                endpoints.storageSuffix(),
                false);
    }

    /** What a token for the resource manager is asked for: the audience is its own address in all clouds. */
    public String managementScope() {
        return resourceManager + "/.default";
    }

    /**
     * What a token for storage is meant for, the same in all clouds:
     * https://learn.microsoft.com/azure/storage/blobs/authorize-access-azure-active-directory#microsoft-entra-resource-id
     */
    public String storageAudience() {
        return "https://storage.azure.com";
    }

    /** The blob endpoint of a storage account. */
    public URI blobEndpoint(String account) {
        return URI.create("https://" + account + ".blob." + storageSuffix);
    }

    private static String withoutSlash(String address) {
        return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
    }
}
