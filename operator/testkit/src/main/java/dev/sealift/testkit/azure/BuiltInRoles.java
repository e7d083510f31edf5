package dev.sealift.testkit.azure;

import java.util.List;

/**
 * The built-in roles that matter to a migration of storage, with their real identifiers and permissions. See
 * <a href="https://learn.microsoft.com/azure/role-based-access-control/built-in-roles">Azure built-in roles</a>.
 */
final class BuiltInRoles {

    private static final String CONTAINERS = "Microsoft.Storage/storageAccounts/blobServices/containers/";
    private static final String DELEGATION_KEY =
            "Microsoft.Storage/storageAccounts/blobServices/generateUserDelegationKey/action";

    static final List<Role> ALL = List.of(
            role("8e3af657-a8ff-443c-a75c-2fe8c4bcb635", "Owner", List.of("*"), List.of(), List.of()),
            role(
                    "b24988ac-6180-42a0-ab88-20f7382dd24c",
                    "Contributor",
                    List.of("*"),
                    List.of(
                            "Microsoft.Authorization/*/Delete",
                            "Microsoft.Authorization/*/Write",
                            "Microsoft.Authorization/elevateAccess/Action",
                            "Microsoft.Blueprint/blueprintAssignments/write",
                            "Microsoft.Blueprint/blueprintAssignments/delete",
                            "Microsoft.Compute/galleries/share/action",
                            "Microsoft.Purview/consents/write",
                            "Microsoft.Purview/consents/delete"),
                    List.of()),
            role("acdd72a7-3385-48ef-bd42-f606fba81ae7", "Reader", List.of("*/read"), List.of(), List.of()),
            role(
                    "18d7d88d-d35e-4fb5-a5c3-7773c20a72d9",
                    "User Access Administrator",
                    List.of("*/read", "Microsoft.Authorization/*", "Microsoft.Support/*"),
                    List.of(),
                    List.of()),
            role(
                    "17d1049b-9a84-46fb-8f53-869881c3d3ab",
                    "Storage Account Contributor",
                    List.of(
                            "Microsoft.Authorization/*/read",
                            "Microsoft.Insights/alertRules/*",
                            "Microsoft.Insights/diagnosticSettings/*",
                            "Microsoft.Network/virtualNetworks/subnets/joinViaServiceEndpoint/action",
                            "Microsoft.ResourceHealth/availabilityStatuses/read",
                            "Microsoft.Resources/deployments/*",
                            "Microsoft.Resources/subscriptions/resourceGroups/read",
                            "Microsoft.Storage/storageAccounts/*",
                            "Microsoft.Support/*"),
                    List.of(),
                    List.of()),
            role(
                    "b7e6dc6d-f1e9-4753-8033-0f276bb0955b",
                    "Storage Blob Data Owner",
                    List.of(CONTAINERS + "*", DELEGATION_KEY),
                    List.of(),
                    List.of(CONTAINERS + "blobs/*")),
            role(
                    "ba92f5b4-2d11-453d-a403-e96b0029c9fe",
                    "Storage Blob Data Contributor",
                    List.of(CONTAINERS + "delete", CONTAINERS + "read", CONTAINERS + "write", DELEGATION_KEY),
                    List.of(),
                    List.of(
                            CONTAINERS + "blobs/delete",
                            CONTAINERS + "blobs/read",
                            CONTAINERS + "blobs/write",
                            CONTAINERS + "blobs/move/action",
                            CONTAINERS + "blobs/add/action")),
            role(
                    "2a2b9908-6ea1-4ae2-8e65-a410df84e7d1",
                    "Storage Blob Data Reader",
                    List.of(CONTAINERS + "read", DELEGATION_KEY),
                    List.of(),
                    List.of(CONTAINERS + "blobs/read")));

    private BuiltInRoles() {}

    private static Role role(
            String id, String name, List<String> actions, List<String> notActions, List<String> dataActions) {
        return new Role(id, name, actions, notActions, dataActions, List.of());
    }
}
