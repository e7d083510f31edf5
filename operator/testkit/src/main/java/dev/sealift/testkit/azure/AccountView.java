package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.time.Instant;
import java.util.List;

/** A storage account in the form of the REST interface. */
final class AccountView {

    private static final List<String> SERVICES = List.of("blob", "dfs", "queue", "table", "file", "web");

    private AccountView() {}

    /** As seen now, with endpoints in the cloud that was asked. */
    static ObjectNode of(Request request, StorageAccount account, Instant now) {
        ObjectNode properties = defaults(account);
        Json.merge(properties, account.properties());
        ObjectNode endpoints = properties.putObject("primaryEndpoints");
        SERVICES.forEach(service -> endpoints.put(service, Endpoints.of(request, account.name(), service)));
        properties.put("provisioningState", account.provisioningState(now));
        ObjectNode view = Json.object()
                .put("id", account.id())
                .put("name", account.name())
                .put("type", StorageAccounts.TYPE)
                .put("location", account.location())
                .put("kind", account.kind());
        view.set(
                "sku",
                Json.object()
                        .put("name", account.sku())
                        .put("tier", account.sku().split("_", -1)[0]));
        view.set("tags", Json.tree(account.tags()));
        view.set("properties", properties);
        return view;
    }

    private static ObjectNode defaults(StorageAccount account) {
        ObjectNode properties = Json.object()
                .put("accessTier", "Hot")
                .put("allowBlobPublicAccess", false)
                .put("creationTime", account.createdAt().toString())
                .put("minimumTlsVersion", "TLS1_0")
                .put("primaryLocation", account.location())
                .put("statusOfPrimary", "available")
                .put("supportsHttpsTrafficOnly", true);
        ObjectNode rules = properties
                .putObject("networkAcls")
                .put("bypass", "AzureServices")
                .put("defaultAction", "Allow");
        rules.putArray("ipRules");
        rules.putArray("ipv6Rules");
        rules.putArray("virtualNetworkRules");
        ObjectNode encryption = properties.putObject("encryption").put("keySource", "Microsoft.Storage");
        ObjectNode services = encryption.putObject("services");
        List.of("blob", "file")
                .forEach(service -> services.putObject(service)
                        .put("enabled", true)
                        .put("keyType", "Account")
                        .put("lastEnabledTime", account.createdAt().toString()));
        properties.putArray("privateEndpointConnections");
        return properties;
    }
}
