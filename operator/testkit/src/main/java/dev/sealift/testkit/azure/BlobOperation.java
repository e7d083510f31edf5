package dev.sealift.testkit.azure;

import dev.sealift.testkit.azure.Need.Action;
import dev.sealift.testkit.azure.Need.DataAction;
import java.util.ArrayList;
import java.util.List;

/**
 * An operation of the data plane and what it takes. See <a
 * href="https://learn.microsoft.com/rest/api/storageservices/authorize-with-azure-active-directory#permissions-for-blob-service-operations">Permissions
 * for blob service operations</a>.
 *
 * @param anyOf one of these must be granted
 * @param allOf all of these must be granted besides
 */
record BlobOperation(String name, List<Need> anyOf, List<Need> allOf) {

    private static final String SERVICE = "Microsoft.Storage/storageAccounts/blobServices/";
    private static final String CONTAINERS = SERVICE + "containers/";
    private static final String BLOBS = CONTAINERS + "blobs/";

    static BlobOperation of(Request request, BlobAddress address) {
        String comp = request.parameter("comp").orElse("");
        if (address.container().isEmpty() || isAccountInformation(request)) {
            return ofService(request, comp);
        }
        return address.blob().isEmpty() ? ofContainer(request, comp) : ofBlob(request, comp);
    }

    private static boolean isAccountInformation(Request request) {
        return request.asksFor("restype", "account") && request.asksFor("comp", "properties");
    }

    private static BlobOperation ofService(Request request, String comp) {
        boolean reads = !request.method().equals("PUT");
        if (isAccountInformation(request)) {
            return new BlobOperation(
                    "GetAccountInformation",
                    List.of(new Action(SERVICE + "getInfo/action"), new DataAction(BLOBS + "read")),
                    List.of());
        }
        return switch (comp) {
            case "list" -> action("ListContainers", CONTAINERS + "read");
            case "userdelegationkey" -> action("GetUserDelegationKey", SERVICE + "generateUserDelegationKey/action");
            case "blobs" -> data("FindBlobsByTags", BLOBS + "filter/action");
            default ->
                reads
                        ? action("GetBlobServiceProperties", SERVICE + "read")
                        : action("SetBlobServiceProperties", SERVICE + "write");
        };
    }

    private static BlobOperation ofContainer(Request request, String comp) {
        return switch (request.method()) {
            case "GET", "HEAD" ->
                switch (comp) {
                    case "list" -> data("ListBlobs", BLOBS + "read");
                    case "acl" -> action("GetContainerAcl", CONTAINERS + "getAcl/action");
                    default -> action("GetContainerProperties", CONTAINERS + "read");
                };
            case "DELETE" -> action("DeleteContainer", CONTAINERS + "delete");
            default ->
                switch (comp) {
                    case "" -> action("CreateContainer", CONTAINERS + "write");
                    case "acl" -> action("SetContainerAcl", CONTAINERS + "setAcl/action");
                    case "lease" -> action("LeaseContainer", CONTAINERS + "write");
                    default -> action("SetContainerMetadata", CONTAINERS + "write");
                };
        };
    }

    private static BlobOperation ofBlob(Request request, String comp) {
        return switch (request.method()) {
            case "GET", "HEAD" ->
                comp.equals("tags")
                        ? data("GetBlobTags", BLOBS + "tags/read")
                        : data(request.method().equals("HEAD") ? "GetBlobProperties" : "GetBlob", BLOBS + "read");
            case "DELETE" -> data("DeleteBlob", BLOBS + "delete");
            default -> comp.equals("tags") ? data("SetBlobTags", BLOBS + "tags/write") : write(request, comp);
        };
    }

    private static BlobOperation write(Request request, String comp) {
        boolean copies = CopySource.isCopy(request);
        String name = switch (comp) {
            case "" ->
                request.header("x-ms-blob-type").isEmpty() && copies
                        ? "CopyBlob"
                        : copies ? "PutBlobFromUrl" : "PutBlob";
            case "block" -> copies ? "PutBlockFromUrl" : "PutBlock";
            case "blocklist" -> "PutBlockList";
            case "metadata" -> "SetBlobMetadata";
            case "properties" -> "SetBlobProperties";
            case "tier" -> "SetBlobTier";
            case "lease" -> "LeaseBlob";
            case "appendblock" -> copies ? "AppendBlockFromUrl" : "AppendBlock";
            case "page" -> copies ? "PutPageFromUrl" : "PutPage";
            default -> comp;
        };
        List<Need> besides = new ArrayList<>();
        if (request.header("x-ms-tags").isPresent()) {
            besides.add(new DataAction(BLOBS + "tags/write"));
        }
        return new BlobOperation(
                name, List.of(new DataAction(BLOBS + "write"), new DataAction(BLOBS + "add/action")), besides);
    }

    private static BlobOperation action(String name, String permission) {
        return new BlobOperation(name, List.of(new Action(permission)), List.of());
    }

    private static BlobOperation data(String name, String permission) {
        return new BlobOperation(name, List.of(new DataAction(permission)), List.of());
    }
}
