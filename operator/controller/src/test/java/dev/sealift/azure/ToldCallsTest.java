package dev.sealift.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.http.HttpMethod;
import dev.sealift.azure.ToldCalls.Service;
import java.net.URI;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ToldCallsTest {

    private static final String GROUP = "/subscriptions/s/resourceGroups/shop";

    /** No name of anybody's thing may become a label. */
    @ParameterizedTest
    @CsvSource({
        "ResourceManager, GET, " + GROUP + "?api-version=1, GET subscriptions/resourceGroups",
        "ResourceManager, PUT, " + GROUP + "/providers/Microsoft.Storage/storageAccounts/shop, "
                + "PUT Microsoft.Storage/storageAccounts",
        "ResourceManager, GET, " + GROUP + "/providers/Microsoft.Storage/storageAccounts/shop/blobServices/default, "
                + "GET Microsoft.Storage/storageAccounts/blobServices",
        "ResourceManager, POST, /subscriptions/s/providers/Microsoft.Storage/checkNameAvailability, "
                + "POST Microsoft.Storage/checkNameAvailability",
        "ResourceManager, GET, /subscriptions/s/providers/Microsoft.Storage/locations/west/asyncoperations/7f, "
                + "GET Microsoft.Storage/locations/asyncoperations",
        "Blob, GET, /orders?restype=container&comp=list, GET container list",
        "Blob, HEAD, /orders?restype=container, HEAD container",
        "Blob, PUT, /orders/2026/november.csv?comp=block&blockid=1, PUT blob block",
        "Blob, DELETE, /orders/probe, DELETE blob",
        "Entra, POST, /tenant/oauth2/v2.0/token, POST token",
    })
    void an_operation_is_named_without_naming_things(Service service, String method, String path, String expected) {
        URI address = URI.create("https://host.example" + path);

        assertThat(ToldCalls.operation(service, HttpMethod.valueOf(method), address))
                .isEqualTo(expected);
    }
}
