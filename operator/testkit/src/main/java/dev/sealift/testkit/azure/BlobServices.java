package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.testkit.json.Json;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The storage provider's blob service, its containers and its lifecycle rules. See
 * <a href="https://learn.microsoft.com/rest/api/storagerp/blob-containers">Blob Containers</a>.
 */
final class BlobServices {

    private static final String CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers";

    private final Clock clock;
    private final Estate estate;
    private final StorageAccounts accounts;
    private final Containers containers;
    private final BlobStore store;

    BlobServices(Clock clock, Estate estate, StorageAccounts accounts, Containers containers, BlobStore store) {
        this.clock = clock;
        this.estate = estate;
        this.accounts = accounts;
        this.containers = containers;
        this.store = store;
    }

    List<ArmRoute> routes() {
        String account =
                "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Storage/storageAccounts/{account}";
        String service = account + "/blobServices/default";
        String container = service + "/containers/{container}";
        String policy = account + "/managementPolicies/default";
        String policies = "Microsoft.Storage/storageAccounts/managementPolicies";
        return List.of(
                new ArmRoute(
                        "GET", service, "Microsoft.Storage/storageAccounts/blobServices/read", 0, this::getService),
                new ArmRoute(
                        "PUT", service, "Microsoft.Storage/storageAccounts/blobServices/write", 0, this::putService),
                new ArmRoute("GET", service + "/containers", CONTAINERS + "/read", 10, this::list),
                new ArmRoute("GET", container, CONTAINERS + "/read", 0, this::get),
                new ArmRoute("PUT", container, CONTAINERS + "/write", 0, this::put),
                new ArmRoute("PATCH", container, CONTAINERS + "/write", 0, this::patch),
                new ArmRoute("DELETE", container, CONTAINERS + "/delete", 0, this::delete),
                new ArmRoute("GET", policy, policies + "/read", 0, this::getPolicy),
                new ArmRoute("PUT", policy, policies + "/write", 0, this::putPolicy),
                new ArmRoute("DELETE", policy, policies + "/delete", 0, this::deletePolicy));
    }

    private Answer getService(ArmCall call) {
        return Answer.json(200, view(account(call)));
    }

    private Answer putService(ArmCall call) {
        JsonNode wanted = call.body().path("properties");
        JsonNode days = wanted.path("deleteRetentionPolicy").path("days");
        if (!days.isMissingNode() && (days.asInt() < 1 || days.asInt() > 365)) {
            throw ArmError.of(
                    400,
                    "InvalidValuesForRequestParameters",
                    "Values for request parameters are invalid: deleteRetentionPolicy.days.");
        }
        StorageAccount changed = estate.change(account(call), account -> account.withBlobService(wanted));
        return Answer.json(200, view(changed));
    }

    private static ObjectNode view(StorageAccount account) {
        ObjectNode properties = Json.object();
        properties.putObject("cors").putArray("corsRules");
        properties.putObject("deleteRetentionPolicy").put("enabled", false).put("allowPermanentDelete", false);
        Json.merge(properties, account.blobService());
        ObjectNode view = Json.object()
                .put("id", account.id() + "/blobServices/default")
                .put("name", "default")
                .put("type", "Microsoft.Storage/storageAccounts/blobServices");
        view.set(
                "sku",
                Json.object()
                        .put("name", account.sku())
                        .put("tier", account.sku().split("_", -1)[0]));
        view.set("properties", properties);
        return view;
    }

    private Answer list(ArmCall call) {
        StorageAccount account = account(call);
        ArrayNode value = Json.array();
        store.containers(account.slot()).forEach(container -> value.add(view(account, container)));
        return Answer.json(200, Json.object().set("value", value));
    }

    private Answer get(ArmCall call) {
        StorageAccount account = account(call);
        return Answer.json(200, view(account, require(call, account)));
    }

    private Answer put(ArmCall call) {
        StorageAccount account = account(call);
        String name = requireName(call);
        JsonNode wanted = call.body().path("properties");
        String publicAccess = wanted.path("publicAccess").asText("None");
        if (!publicAccess.equals("None") && !account.allowsPublicAccess()) {
            throw ArmError.of(
                    409, "PublicAccessNotPermitted", "Public access is not permitted on this storage account.");
        }
        if (containers.isBeingDeleted(account, name)) {
            throw ArmError.of(
                    409, "ContainerBeingDeleted", "The specified container is being deleted. Try operation later.");
        }
        boolean made = store.putContainer(account.slot(), name, metadata(wanted), publicAccess);
        return Answer.json(made ? 201 : 200, view(account, require(call, account)));
    }

    private Answer patch(ArmCall call) {
        StorageAccount account = account(call);
        BlobStore.Container present = require(call, account);
        JsonNode wanted = call.body().path("properties");
        Map<String, String> metadata = wanted.has("metadata") ? metadata(wanted) : present.metadata();
        store.putContainer(account.slot(), present.name(), metadata, present.publicAccess());
        return Answer.json(200, view(account, require(call, account)));
    }

    private Answer delete(ArmCall call) {
        StorageAccount account = account(call);
        String name = requireName(call);
        if (!store.deleteContainer(account.slot(), name)) {
            return Answer.empty(204);
        }
        containers.noteDeletion(account, name);
        return Answer.empty(200);
    }

    private BlobStore.Container require(ArmCall call, StorageAccount account) {
        return store.container(account.slot(), requireName(call))
                .orElseThrow(() -> ArmError.of(
                        404,
                        "ContainerNotFound",
                        "The specified container does not exist.\nRequestId:%s\nTime:%s"
                                .formatted(call.request().id(), clock.instant())));
    }

    private static String requireName(ArmCall call) {
        String name = call.variable("container");
        if (!Containers.isName(name)) {
            throw ArmError.of(400, "InvalidResourceName", "The specified resource name contains invalid characters.");
        }
        return name;
    }

    private static Map<String, String> metadata(JsonNode properties) {
        Map<String, String> metadata = new LinkedHashMap<>();
        properties
                .path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return metadata;
    }

    private static ObjectNode view(StorageAccount account, BlobStore.Container container) {
        ObjectNode properties = Json.object()
                .put("publicAccess", container.publicAccess())
                .put("leaseStatus", container.leaseStatus())
                .put("leaseState", container.leaseState())
                .put("lastModifiedTime", container.lastModified().toString())
                .put("hasImmutabilityPolicy", false)
                .put("hasLegalHold", false)
                .put("defaultEncryptionScope", "$account-encryption-key")
                .put("denyEncryptionScopeOverride", false)
                .put("deleted", false)
                .put("remainingRetentionDays", 0);
        if (!container.metadata().isEmpty()) {
            properties.set("metadata", Json.tree(container.metadata()));
        }
        ObjectNode view = Json.object()
                .put("id", account.containerId(container.name()))
                .put("name", container.name())
                .put("type", CONTAINERS)
                .put("etag", container.etag());
        view.set("properties", properties);
        return view;
    }

    private Answer getPolicy(ArmCall call) {
        StorageAccount account = account(call);
        JsonNode policy = account.managementPolicy();
        if (policy == null) {
            throw ArmError.of(
                    404,
                    "ManagementPolicyNotFound",
                    "No ManagementPolicy found for account %s".formatted(account.name()));
        }
        return Answer.json(200, policyView(account, policy));
    }

    private Answer putPolicy(ArmCall call) {
        JsonNode policy = call.body().path("properties").path("policy");
        PolicyRules.requireValid(policy);
        StorageAccount changed = estate.change(account(call), account -> account.withManagementPolicy(policy));
        return Answer.json(200, policyView(changed, policy));
    }

    private Answer deletePolicy(ArmCall call) {
        StorageAccount account = account(call);
        boolean present = account.managementPolicy() != null;
        estate.change(account, it -> it.withManagementPolicy(null));
        return Answer.empty(present ? 200 : 204);
    }

    private ObjectNode policyView(StorageAccount account, JsonNode policy) {
        ObjectNode properties =
                Json.object().put("lastModifiedTime", clock.instant().toString());
        properties.set("policy", policy);
        ObjectNode view = Json.object()
                .put("id", account.id() + "/managementPolicies/default")
                .put("name", "DefaultManagementPolicy")
                .put("type", "Microsoft.Storage/storageAccounts/managementPolicies");
        view.set("properties", properties);
        return view;
    }

    private StorageAccount account(ArmCall call) {
        return accounts.requireReady(accounts.require(call));
    }
}
