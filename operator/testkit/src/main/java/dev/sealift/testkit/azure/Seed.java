package dev.sealift.testkit.azure;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What stands in the double's cloud before anybody asks. It is also the JSON of {@code DOUBLE_SEED} and of
 * {@code POST /_lab/seed}, where lists may be left out. Planting adds; what has the same name is replaced.
 *
 * @param takenNames account names that strangers have
 */
public record Seed(
        List<String> tenants,
        List<App> apps,
        List<Subscription> subscriptions,
        List<ResourceGroup> resourceGroups,
        List<CustomRole> roles,
        List<RoleAssignment> roleAssignments,
        List<Account> accounts,
        List<String> takenNames,
        List<Issuer> issuers) {

    /** The tenant of {@link #lab}. */
    public static final String TENANT = "11111111-1111-1111-1111-111111111111";
    /** The subscription of {@link #lab}. */
    public static final String SUBSCRIPTION = "22222222-2222-2222-2222-222222222222";
    /** The application of {@link #lab} that may do its work. */
    public static final String SEALIFT = "33333333-3333-3333-3333-333333333333";
    /** The application of {@link #lab} that may do nothing. */
    public static final String NOBODY = "44444444-4444-4444-4444-444444444444";
    /** The resource group of {@link #lab}. */
    public static final String GROUP = "landing-zone";
    /** The resource id of {@link #GROUP}. */
    public static final String GROUP_ID = "/subscriptions/" + SUBSCRIPTION + "/resourceGroups/" + GROUP;

    /** Gives empty lists for what JSON leaves out. */
    public Seed {
        tenants = Objects.requireNonNullElse(tenants, List.of());
        apps = Objects.requireNonNullElse(apps, List.of());
        subscriptions = Objects.requireNonNullElse(subscriptions, List.of());
        resourceGroups = Objects.requireNonNullElse(resourceGroups, List.of());
        roles = Objects.requireNonNullElse(roles, List.of());
        roleAssignments = Objects.requireNonNullElse(roleAssignments, List.of());
        accounts = Objects.requireNonNullElse(accounts, List.of());
        takenNames = Objects.requireNonNullElse(takenNames, List.of());
        issuers = Objects.requireNonNullElse(issuers, List.of());
    }

    /** One thing to plant. */
    public sealed interface Part {}

    /** A tenant by its GUID. */
    public record Tenant(String id) implements Part {}

    /** An account name that a stranger has. */
    public record TakenName(String name) implements Part {}

    /**
     * An application and its service principal.
     *
     * @param objectId made from the client id if null
     */
    public record App(
            String tenant,
            String clientId,
            @Nullable String objectId,
            String name,
            @Nullable List<String> secrets,
            @Nullable List<Federation> federatedCredentials)
            implements Part {}

    /**
     * A workload that may sign in as the application.
     *
     * @param issuer any if null
     * @param subject {@code system:serviceaccount:<namespace>:<name>}, in which {@code *} stands for a part
     */
    public record Federation(@Nullable String issuer, String subject) {}

    /** A subscription of a tenant. */
    public record Subscription(String id, String tenant, String name) implements Part {}

    /** A resource group of a subscription. */
    public record ResourceGroup(
            String subscription,
            String name,
            String location,
            @Nullable Map<String, String> tags) implements Part {}

    /** A role definition beside the built-in ones. */
    public record CustomRole(
            String name,
            @Nullable List<String> actions,
            @Nullable List<String> notActions,
            @Nullable List<String> dataActions,
            @Nullable List<String> notDataActions)
            implements Part {}

    /**
     * A role given to an application.
     *
     * @param principal its client id or object id
     * @param role the role's name or GUID
     */
    public record RoleAssignment(String principal, String role, String scope) implements Part {}

    /**
     * A storage account that is ready.
     *
     * @param properties as in the REST interface
     * @param slot the pool's account that holds its bytes, kept as it is; a free one, emptied, if null
     */
    public record Account(
            String subscription,
            String resourceGroup,
            String name,
            String location,
            @Nullable String kind,
            @Nullable String sku,
            @Nullable ObjectNode properties,
            @Nullable Map<String, String> tags,
            @Nullable String slot,
            @Nullable List<String> containers)
            implements Part {}

    /** The keys with which an issuer signs assertions. */
    public record Issuer(String issuer, JsonNode jwks) implements Part {}

    /** A seed of these parts. */
    public static Seed of(Part... parts) {
        return new Seed(
                only(parts, Tenant.class).stream().map(Tenant::id).toList(),
                only(parts, App.class),
                only(parts, Subscription.class),
                only(parts, ResourceGroup.class),
                only(parts, CustomRole.class),
                only(parts, RoleAssignment.class),
                only(parts, Account.class),
                only(parts, TakenName.class).stream().map(TakenName::name).toList(),
                only(parts, Issuer.class));
    }

    private static <T extends Part> List<T> only(Part[] parts, Class<T> type) {
        return Arrays.stream(parts).filter(type::isInstance).map(type::cast).toList();
    }

    /**
     * The cloud of the lab: one tenant, one subscription, the resource group {@code landing-zone}, an application that may
     * work there and one that may not.
     *
     * @param secret of both applications; none if empty
     * @param subjects of workloads that may sign in as the first
     */
    public static Seed lab(String secret, List<String> subjects) {
        List<String> secrets = secret.isEmpty() ? List.of() : List.of(secret);
        List<Federation> federations =
                subjects.stream().map(subject -> new Federation(null, subject)).toList();
        return of(
                new Tenant(TENANT),
                new App(TENANT, SEALIFT, null, "sealift", secrets, federations),
                new App(TENANT, NOBODY, null, "nobody", secrets, List.of()),
                new Subscription(SUBSCRIPTION, TENANT, "landing zone"),
                new ResourceGroup(SUBSCRIPTION, GROUP, "germanywestcentral", Map.of()),
                new RoleAssignment(SEALIFT, "Contributor", GROUP_ID),
                new RoleAssignment(SEALIFT, "Storage Blob Data Contributor", GROUP_ID));
    }
}
