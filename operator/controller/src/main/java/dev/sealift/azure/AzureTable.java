package dev.sealift.azure;

import static dev.sealift.cloud.Meaning.lasting;
import static dev.sealift.cloud.Meaning.passing;
import static java.util.Map.entry;

import dev.sealift.api.Reason;
import dev.sealift.cloud.Meaning;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What Azure's codes mean: the one table, for Entra, the resource manager and Blob.
 *
 * <p>Codes: https://learn.microsoft.com/entra/identity-platform/reference-error-codes,
 * https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors,
 * https://learn.microsoft.com/azure/azure-resource-manager/storage/error-codes,
 * https://learn.microsoft.com/rest/api/storageservices/blob-service-error-codes
 */
final class AzureTable {

    /** The resource manager's wording: "… does not have authorization to perform action 'X' over scope 'Y' …". */
    private static final Pattern ACTION = Pattern.compile("perform (?:the )?action(?:\\(s\\))? '([^']+)'");

    private static final Pattern SCOPE = Pattern.compile("scope(?:\\(s\\))? '([^']+)'");

    private static final Pattern PROVIDER = Pattern.compile("namespace '([^']+)'");

    private AzureTable() {}

    /**
     * A call that failed.
     *
     * @param said what Azure said of it
     * @param policies the names of the policies that it named, if any
     */
    record Call(
            AzureCaller caller,
            String tenantId,
            String subscriptionId,
            String attempt,
            String said,
            Optional<String> policies) {

        private String found(Pattern pattern, String otherwise) {
            Matcher matcher = pattern.matcher(said);
            return matcher.find() ? Objects.requireNonNull(matcher.group(1)) : otherwise;
        }
    }

    private static final Meaning<Call> SECRET =
            lasting(Reason.CredentialsRejected, call -> call.caller().proof());

    private static final Meaning<Call> UNTRUSTED = lasting(Reason.CredentialsRejected, call -> switch (call.caller()) {
        case AzureCaller.Workload workload ->
            "register on the application with client id " + workload.clientId()
                    + " a federated credential with exactly "
                    + workload.federation().claims();
        case AzureCaller.Application application -> application.proof();
    });

    private static final Meaning<Call> NO_APPLICATION = lasting(
            Reason.CredentialsRejected,
            call -> "check clientId " + call.caller().clientId() + " and tenantId " + call.tenantId()
                    + "; the application must have a service principal in that tenant");

    private static final Meaning<Call> NO_TENANT = lasting(
            Reason.CredentialsRejected,
            call -> "check tenantId " + call.tenantId() + " and that environment is the cloud it is in");

    private static final Meaning<Call> CLOCK = lasting(
            Reason.CredentialsRejected,
            _ -> "set the clock of the nodes and the API server; tokens seem not yet or no longer valid to Entra");

    private static final Meaning<Call> TOKEN_REFUSED = lasting(
            Reason.CredentialsRejected,
            call -> "check that what is called belongs to tenant " + call.tenantId()
                    + ", that environment names its cloud, and the clock of the operator's node");

    private static final Meaning<Call> CONDITIONAL_ACCESS = lasting(
            Reason.CredentialsRejected,
            call -> "let Conditional Access admit " + call.caller().principal()
                    + " from the cluster's egress addresses");

    private static final Meaning<Call> WRONG_CLOUD =
            lasting(Reason.CredentialsRejected, _ -> "check that environment names the cloud that the tenant is in");

    private static final Meaning<Call> UNAUTHORIZED = lasting(
            Reason.PermissionMissing,
            call -> "assign " + call.caller().principal() + " a role that allows " + call.found(ACTION, "the call")
                    + " on " + call.found(SCOPE, "the resource")
                    + "; an assignment takes some minutes to be seen");

    private static final Meaning<Call> WRONG_TENANT = lasting(
            Reason.CredentialsRejected,
            call -> "subscription " + call.subscriptionId() + " is in another tenant than " + call.tenantId()
                    + "; correct tenantId or subscriptionId");

    private static final Meaning<Call> NO_SUBSCRIPTION = lasting(
            Reason.CredentialsRejected,
            call -> "check subscriptionId " + call.subscriptionId() + "; if it is right, assign "
                    + call.caller().principal() + " at least the role Reader in it");

    private static final Meaning<Call> SUBSCRIPTION_OFF = lasting(
            Reason.PermissionMissing,
            call -> "enable subscription " + call.subscriptionId() + " again, for writes are refused");

    private static final Meaning<Call> NO_PROVIDER = lasting(
            Reason.PermissionMissing,
            call -> "register the resource provider once: az provider register --namespace "
                    + call.found(PROVIDER, "<the provider>") + " --subscription " + call.subscriptionId());

    private static final Meaning<Call> NO_GROUP = lasting(
            Reason.ReferenceNotFound,
            call -> "create the resource group in subscription " + call.subscriptionId() + ", or correct its name");

    private static final Meaning<Call> MISSING =
            lasting(Reason.ReferenceNotFound, _ -> "check the name, or make what is missing");

    private static final Meaning<Call> NAME_TAKEN = lasting(
            Reason.OperationFailed,
            _ -> "choose another name: those of storage accounts are one namespace for all of Azure");

    private static final Meaning<Call> QUOTA = lasting(
            Reason.OperationFailed, _ -> "ask for more quota in Azure's portal, or use another region or subscription");

    private static final Meaning<Call> QUOTA_MOSTLY = lasting(
            Reason.OperationFailed,
            _ -> "read Azure's message; most often a quota is used up or the resource is in no state for it");

    private static final Meaning<Call> NOT_OFFERED = lasting(
            Reason.OperationFailed,
            _ -> "choose a location and a kind of redundancy that Azure offers to the subscription");

    private static final Meaning<Call> POLICY = lasting(
            Reason.PermissionMissing,
            call -> "have " + call.policies().map(names -> "policy " + names).orElse("the policy")
                    + " exempt the resource, or make the resource by hand as the policy wants it");

    private static final Meaning<Call> LOCKED = lasting(
            Reason.PermissionMissing, call -> "remove the lock on " + call.found(SCOPE, "the resource or its group"));

    private static final Meaning<Call> SLOWER = passing(Reason.Throttled, _ -> "it is tried again by itself, slower");

    private static final Meaning<Call> BUSY =
            passing(Reason.Retrying, _ -> "another operation is under way; it is tried again by itself");

    private static final Meaning<Call> AGAIN = passing(Reason.Unreachable, _ -> "it is tried again by itself");

    private static final Meaning<Call> BLOB_ROLE = lasting(
            Reason.PermissionMissing,
            call -> "assign " + call.caller().principal()
                    + " the role Storage Blob Data Contributor on the storage account or the container; Owner and Contributor don't include it, and an assignment takes some minutes to be seen");

    private static final Meaning<Call> BLOB_NETWORK = lasting(
            Reason.PermissionMissing,
            _ ->
                    "admit the cluster in the storage account's networking: its egress addresses or subnet, or a private endpoint");

    private static final Meaning<Call> BLOB_KEYS = lasting(
            Reason.PermissionMissing,
            _ -> "the account admits Entra identities only; nothing may call it with a key or a SAS of one");

    private static final Meaning<Call> ACCOUNT_OFF = lasting(
            Reason.PermissionMissing, _ -> "enable the storage account again; ask Azure's support why it is disabled");

    private static final Map<String, Meaning<Call>> ROWS = Map.ofEntries(
            // Entra
            entry("AADSTS7000215", SECRET),
            entry("AADSTS7000222", SECRET),
            entry("AADSTS7000218", SECRET),
            entry("AADSTS70021", UNTRUSTED),
            entry("AADSTS700211", UNTRUSTED),
            entry("AADSTS700212", UNTRUSTED),
            entry("AADSTS700213", UNTRUSTED),
            entry("AADSTS700021", UNTRUSTED),
            entry("AADSTS700027", UNTRUSTED),
            entry("AADSTS700016", NO_APPLICATION),
            entry("AADSTS7000112", NO_APPLICATION),
            entry("AADSTS7000229", NO_APPLICATION),
            entry("AADSTS50034", NO_APPLICATION),
            entry("AADSTS90002", NO_TENANT),
            entry("AADSTS900023", NO_TENANT),
            entry("AADSTS900021", NO_TENANT),
            entry("AADSTS900382", WRONG_CLOUD),
            entry("AADSTS500011", WRONG_CLOUD),
            entry("AADSTS700024", CLOCK),
            entry("AADSTS53003", CONDITIONAL_ACCESS),
            entry("AADSTS90033", AGAIN),
            entry("AADSTS90024", AGAIN),
            entry("AADSTS50049", WRONG_CLOUD),
            entry("AADSTS90055", SLOWER),
            entry("AADSTS50196", SLOWER),
            // The resource manager
            entry("AuthorizationFailed", UNAUTHORIZED),
            entry("LinkedAuthorizationFailed", UNAUTHORIZED),
            entry("InvalidAuthenticationToken", WRONG_CLOUD),
            entry("InvalidAuthenticationTokenAudience", WRONG_CLOUD),
            entry("InvalidAuthenticationTokenTenant", WRONG_TENANT),
            entry("ExpiredAuthenticationToken", AGAIN),
            entry("SubscriptionNotFound", NO_SUBSCRIPTION),
            entry("InvalidSubscriptionId", NO_SUBSCRIPTION),
            entry("ReadOnlyDisabledSubscription", SUBSCRIPTION_OFF),
            entry("DisabledSubscription", SUBSCRIPTION_OFF),
            entry("MissingSubscriptionRegistration", NO_PROVIDER),
            entry("SubscriptionNotRegistered", NO_PROVIDER),
            entry("NoRegisteredProviderFound", NOT_OFFERED),
            entry("ResourceGroupNotFound", NO_GROUP),
            entry("ResourceNotFound", MISSING),
            entry("ParentResourceNotFound", MISSING),
            entry("NotFound", MISSING),
            entry("StorageAccountNotFound", MISSING),
            entry("StorageAccountAlreadyTaken", NAME_TAKEN),
            entry("InvalidResourceLocation", NAME_TAKEN),
            entry("AccountNameInvalid", NAME_TAKEN),
            entry("QuotaExceeded", QUOTA),
            entry("ResourceQuotaExceeded", QUOTA),
            entry("OperationNotAllowed", QUOTA_MOSTLY),
            entry("MaxStorageAccountsCountPerSubscriptionExceeded", QUOTA),
            entry("StorageAccountCountQuotaExceeded", QUOTA),
            entry("SkuNotAvailable", NOT_OFFERED),
            entry("LocationNotAvailableForResourceType", NOT_OFFERED),
            entry("LocationNotAvailable", NOT_OFFERED),
            entry("RequestDisallowedByPolicy", POLICY),
            entry("ScopeLocked", LOCKED),
            entry("TooManyRequests", SLOWER),
            entry("SubscriptionRequestsThrottled", SLOWER),
            entry("ResourceCollectionRequestsThrottled", SLOWER),
            entry("AnotherOperationInProgress", BUSY),
            entry("StorageAccountOperationInProgress", BUSY),
            entry("OperationPreempted", BUSY),
            entry("ResourceGroupBeingDeleted", BUSY),
            entry("RetryableError", AGAIN),
            entry("InternalServerError", AGAIN),
            entry("ServerTimeout", AGAIN),
            entry("GatewayTimeout", AGAIN),
            entry("ServiceUnavailable", AGAIN),
            // Blob
            entry("AuthorizationPermissionMismatch", BLOB_ROLE),
            entry("InsufficientAccountPermissions", BLOB_ROLE),
            entry("AuthorizationFailure", BLOB_NETWORK),
            entry("AuthorizationSourceIPMismatch", BLOB_NETWORK),
            entry("PublicNetworkAccessDisabled", BLOB_NETWORK),
            entry("KeyBasedAuthenticationNotPermitted", BLOB_KEYS),
            entry("InvalidAuthenticationInfo", TOKEN_REFUSED),
            entry("AuthenticationFailed", TOKEN_REFUSED),
            entry("ContainerNotFound", MISSING),
            entry("BlobNotFound", MISSING),
            entry("ContainerDisabled", ACCOUNT_OFF),
            entry("AccountIsDisabled", ACCOUNT_OFF),
            entry("ContainerBeingDeleted", BUSY),
            entry("AccountBeingCreated", BUSY),
            entry("ServerBusy", SLOWER),
            entry("OperationTimedOut", AGAIN),
            entry("InternalError", AGAIN));

    /** The row of the code, or else what the status means. */
    static Meaning<Call> meaning(String code, int status) {
        Meaning<Call> row = ROWS.get(code);
        return row == null ? Meaning.ofStatus(status) : row;
    }
}
