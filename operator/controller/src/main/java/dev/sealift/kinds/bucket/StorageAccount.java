package dev.sealift.kinds.bucket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.api.worker.RecordNames;
import dev.sealift.azure.ArmReply;
import dev.sealift.azure.AzureAccess;

/**
 * The target's storage account and container in the resource manager:
 * https://learn.microsoft.com/rest/api/storagerp/storage-accounts
 */
final class StorageAccount {

    /** The kind of the accounts that we make. */
    static final String KIND = "StorageV2";

    private static final String API = "2023-05-01";
    private static final String PERMISSIONS_API = "2022-04-01";

    /** Tag and metadata by which we know what we have made; its value is the migration's uid. */
    private static final String MADE_BY = "sealiftuid";

    private final AzureAccess azure;
    private final BucketTarget target;

    StorageAccount(AzureAccess azure, BucketTarget target) {
        this.azure = azure;
        this.target = target;
    }

    ArmReply account() {
        return azure.arm().get(accountPath(), API);
    }

    ArmReply container() {
        return azure.arm().get(containerPath(), API);
    }

    /** The container for what Sealift itself keeps. */
    ArmReply records() {
        return azure.arm().get(recordsPath(), API);
    }

    /** What this identity may do to the container, or to the account while there is no container. */
    ArmReply permissions(boolean containerExists) {
        return permissions(containerExists ? containerPath() : accountPath());
    }

    /** What this identity may do where the records stand, or will stand. */
    ArmReply permissionsForRecords() {
        return permissions(records() instanceof ArmReply.Ok ? recordsPath() : accountPath());
    }

    private ArmReply permissions(String scope) {
        return azure.arm().get(scope + "/providers/Microsoft.Authorization/permissions", PERMISSIONS_API);
    }

    ArmReply makeAccount(BucketTarget.NewAccount wanted, String uid) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("kind", KIND).put("location", wanted.location());
        body.putObject("sku").put("name", wanted.sku().name());
        body.putObject("tags").put(MADE_BY, uid);
        body.putObject("properties")
                .put("isHnsEnabled", wanted.hierarchicalNamespace())
                .put("accessTier", wanted.accessTier().name())
                .put("minimumTlsVersion", "TLS1_2")
                .put("supportsHttpsTrafficOnly", true)
                .put("allowBlobPublicAccess", false)
                .put("allowSharedKeyAccess", false);
        return azure.arm().put(accountPath(), API, body);
    }

    ArmReply makeContainer(String uid) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties")
                .put("publicAccess", "None")
                .putObject("metadata")
                .put(MADE_BY, uid);
        return azure.arm().put(containerPath(), API, body);
    }

    /** All migrations into the account share it, so it is nobody's and stays when one goes. */
    ArmReply makeRecords() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("properties").put("publicAccess", "None");
        return azure.arm().put(recordsPath(), API, body);
    }

    /** The lifecycle rules of the whole account: https://learn.microsoft.com/rest/api/storagerp/management-policies */
    ArmReply policy() {
        return azure.arm().get(policyPath(), API);
    }

    ArmReply putPolicy(ObjectNode policy) {
        return azure.arm().put(policyPath(), API, policy);
    }

    ArmReply deletePolicy() {
        return azure.arm().delete(policyPath(), API);
    }

    ArmReply deleteContainer() {
        return azure.arm().delete(containerPath(), API);
    }

    ArmReply deleteAccount() {
        return azure.arm().delete(accountPath(), API);
    }

    static boolean isHierarchical(JsonNode account) {
        return account.path("properties").path("isHnsEnabled").asBoolean(false);
    }

    static String redundancy(JsonNode account) {
        return account.path("sku").path("name").asText();
    }

    /** Whether blobs can be archived: with zone redundancy they can't. */
    static boolean hasArchiveTier(String redundancy) {
        return !redundancy.contains("ZRS");
    }

    static boolean isProvisioned(JsonNode account) {
        return "Succeeded"
                .equals(account.path("properties").path("provisioningState").asText("Succeeded"));
    }

    static boolean accountMadeFor(String uid, JsonNode account) {
        return uid.equals(account.path("tags").path(MADE_BY).asText());
    }

    static boolean containerMadeFor(String uid, JsonNode container) {
        return uid.equals(
                container.path("properties").path("metadata").path(MADE_BY).asText());
    }

    private String accountPath() {
        return "/subscriptions/%s/resourceGroups/%s/providers/Microsoft.Storage/storageAccounts/%s"
                .formatted(azure.subscriptionId(), target.resourceGroup(), target.storageAccount());
    }

    private String policyPath() {
        return accountPath() + "/managementPolicies/default";
    }

    private String containerPath() {
        return containerPath(target.container());
    }

    private String recordsPath() {
        return containerPath(RecordNames.CONTAINER);
    }

    private String containerPath(String container) {
        return accountPath() + "/blobServices/default/containers/" + container;
    }
}
