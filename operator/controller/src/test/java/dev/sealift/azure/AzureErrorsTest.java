package dev.sealift.azure;

import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.exception.ClientAuthenticationException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sealift.api.Reason;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.Refusal;
import dev.sealift.cloud.TurnedClock;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AzureErrorsTest {

    private static final TurnedClock CLOCK = new TurnedClock(Instant.parse("2026-11-01T10:00:00Z"));

    private final AzureErrors bySecret = errors(new AzureCaller.Application(Specs.CLIENT, "azure"));
    private final AzureErrors byToken = errors(Specs.workload("sealift-worker"));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // code         | reason              | again | the remedy says
                "AADSTS7000215  | CredentialsRejected | false | put a valid clientSecret of the application",
                "AADSTS7000222  | CredentialsRejected | false | into Secret azure",
                "AADSTS7000218  | CredentialsRejected | false | into Secret azure",
                "AADSTS700016   | CredentialsRejected | false | check clientId cccccccc-0000-0000-0000-000000000003",
                "AADSTS7000112  | CredentialsRejected | false | service principal in that tenant",
                "AADSTS7000229  | CredentialsRejected | false | service principal in that tenant",
                "AADSTS50034    | CredentialsRejected | false | check clientId",
                "AADSTS90002    | CredentialsRejected | false | check tenantId aaaaaaaa-0000-0000-0000-000000000001",
                "AADSTS900023   | CredentialsRejected | false | check tenantId",
                "AADSTS900021   | CredentialsRejected | false | check tenantId",
                "AADSTS900382   | CredentialsRejected | false | environment",
                "AADSTS500011   | CredentialsRejected | false | environment",
                "AADSTS50049    | CredentialsRejected | false | environment",
                "AADSTS700024   | CredentialsRejected | false | clock",
                "AADSTS53003    | CredentialsRejected | false | Conditional Access",
                "AADSTS90033    | Unreachable         | true  | by itself",
                "AADSTS90024    | Unreachable         | true  | by itself",
                "AADSTS90055    | Throttled           | true  | slower",
                "AADSTS50196    | Throttled           | true  | slower",
                "AADSTS99999    | CredentialsRejected | false | check the connection's credentials",
            })
    void eachCodeOfEntraHasItsMeaning(String code, Reason reason, boolean retryable, String remedy) {
        CloudProblem problem = bySecret.problem(entra(code), "get subscription");

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.remedy()).contains(remedy).doesNotEndWith(".");
        assertThat(problem.message()).isEqualTo("get subscription was answered " + code + ": Entra's own words");
    }

    @ParameterizedTest
    @CsvSource({"AADSTS70021", "AADSTS700211", "AADSTS700212", "AADSTS700213", "AADSTS700021", "AADSTS700027"})
    void aFederationThatDoesNotMatchIsToldWhatToRegister(String code) {
        CloudProblem problem = byToken.problem(entra(code), "get subscription");

        assertThat(problem.reason()).isEqualTo(Reason.CredentialsRejected);
        assertThat(problem.remedy())
                .isEqualTo(
                        "register on the application with client id cccccccc-0000-0000-0000-000000000003 a federated credential with exactly issuer the cluster's OIDC issuer, subject system:serviceaccount:shop:sealift-worker, audience api://AzureADTokenExchange");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // code                        | status | reason              | again | the remedy says
                "AuthorizationFailed           | 403    | PermissionMissing   | false | a role that allows the call on the resource",
                "LinkedAuthorizationFailed     | 403    | PermissionMissing   | false | a role that allows the call on the resource",
                "InvalidAuthenticationToken    | 401    | CredentialsRejected | false | environment",
                "InvalidAuthenticationTokenAudience | 401 | CredentialsRejected | false | environment",
                "InvalidAuthenticationTokenTenant | 401 | CredentialsRejected | false | is in another tenant",
                "ExpiredAuthenticationToken    | 401    | Unreachable         | true  | by itself",
                "SubscriptionNotFound          | 404    | CredentialsRejected | false | the role Reader",
                "InvalidSubscriptionId         | 400    | CredentialsRejected | false | check subscriptionId",
                "ReadOnlyDisabledSubscription  | 409    | PermissionMissing   | false | enable subscription",
                "DisabledSubscription          | 403    | PermissionMissing   | false | enable subscription",
                "MissingSubscriptionRegistration | 409  | PermissionMissing   | false | az provider register",
                "SubscriptionNotRegistered     | 409    | PermissionMissing   | false | az provider register",
                "NoRegisteredProviderFound     | 400    | OperationFailed     | false | location",
                "ResourceGroupNotFound         | 404    | ReferenceNotFound   | false | create the resource group",
                "ResourceNotFound              | 404    | ReferenceNotFound   | false | make what is missing",
                "ParentResourceNotFound        | 404    | ReferenceNotFound   | false | make what is missing",
                "NotFound                      | 404    | ReferenceNotFound   | false | make what is missing",
                "StorageAccountNotFound        | 404    | ReferenceNotFound   | false | make what is missing",
                "StorageAccountAlreadyTaken    | 409    | OperationFailed     | false | another name",
                "InvalidResourceLocation       | 409    | OperationFailed     | false | another name",
                "AccountNameInvalid            | 400    | OperationFailed     | false | another name",
                "QuotaExceeded                 | 409    | OperationFailed     | false | quota",
                "ResourceQuotaExceeded         | 409    | OperationFailed     | false | quota",
                "OperationNotAllowed           | 409    | OperationFailed     | false | quota",
                "MaxStorageAccountsCountPerSubscriptionExceeded | 409 | OperationFailed | false | quota",
                "StorageAccountCountQuotaExceeded | 409 | OperationFailed     | false | quota",
                "SkuNotAvailable               | 409    | OperationFailed     | false | location",
                "LocationNotAvailableForResourceType | 400 | OperationFailed  | false | location",
                "LocationNotAvailable          | 400    | OperationFailed     | false | location",
                "RequestDisallowedByPolicy     | 403    | PermissionMissing   | false | the policy exempt",
                "ScopeLocked                   | 409    | PermissionMissing   | false | remove the lock",
                "TooManyRequests               | 429    | Throttled           | true  | slower",
                "SubscriptionRequestsThrottled | 429    | Throttled           | true  | slower",
                "ResourceCollectionRequestsThrottled | 429 | Throttled        | true  | slower",
                "AnotherOperationInProgress    | 409    | Retrying            | true  | under way",
                "StorageAccountOperationInProgress | 409 | Retrying           | true  | under way",
                "OperationPreempted            | 409    | Retrying            | true  | under way",
                "ResourceGroupBeingDeleted     | 409    | Retrying            | true  | under way",
                "RetryableError                | 409    | Unreachable         | true  | by itself",
                "InternalServerError           | 500    | Unreachable         | true  | by itself",
                "ServerTimeout                 | 500    | Unreachable         | true  | by itself",
                "GatewayTimeout                | 504    | Unreachable         | true  | by itself",
                "ServiceUnavailable            | 503    | Unreachable         | true  | by itself",
                "                              | 400    | OperationFailed     | false | fail again",
                "                              | 401    | CredentialsRejected | false | credentials",
                "                              | 403    | PermissionMissing   | false | grant",
                "                              | 404    | ReferenceNotFound   | false | missing",
                "                              | 429    | Throttled           | true  | by itself",
                "                              | 502    | Unreachable         | true  | by itself",
                "SomethingNew                  | 409    | OperationFailed     | false | fail again",
                "SomethingNew                  | 500    | Unreachable         | true  | by itself",
            })
    void eachCodeOfTheResourceManagerHasItsMeaning(
            @Nullable String code, int status, Reason reason, boolean retryable, String remedy) {
        CloudProblem problem =
                bySecret.ofResponse(status, error(code, "Azure's own words"), Optional.empty(), "PUT /x");

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.remedy()).contains(remedy).doesNotEndWith(".");
        assertThat(problem.message())
                .startsWith("PUT /x was answered " + status + " " + (code == null ? "without a code" : code));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // code                          | status | reason              | again | the remedy says
                "AuthorizationPermissionMismatch | 403    | PermissionMissing   | false | Storage Blob Data Contributor",
                "InsufficientAccountPermissions  | 403    | PermissionMissing   | false | Storage Blob Data Contributor",
                "AuthorizationFailure            | 403    | PermissionMissing   | false | networking",
                "AuthorizationSourceIPMismatch   | 403    | PermissionMissing   | false | networking",
                "PublicNetworkAccessDisabled     | 403    | PermissionMissing   | false | networking",
                "KeyBasedAuthenticationNotPermitted | 403 | PermissionMissing   | false | Entra identities only",
                "InvalidAuthenticationInfo       | 400    | CredentialsRejected | false | belongs to tenant",
                "AuthenticationFailed            | 403    | CredentialsRejected | false | belongs to tenant",
                "ContainerNotFound               | 404    | ReferenceNotFound   | false | make what is missing",
                "BlobNotFound                    | 404    | ReferenceNotFound   | false | make what is missing",
                "ContainerDisabled               | 409    | PermissionMissing   | false | enable the storage account",
                "AccountIsDisabled               | 403    | PermissionMissing   | false | enable the storage account",
                "ContainerBeingDeleted           | 409    | Retrying            | true  | under way",
                "AccountBeingCreated             | 409    | Retrying            | true  | under way",
                "ServerBusy                      | 503    | Throttled           | true  | slower",
                "OperationTimedOut               | 500    | Unreachable         | true  | by itself",
                "InternalError                   | 500    | Unreachable         | true  | by itself",
            })
    void eachCodeOfBlobHasItsMeaning(String code, int status, Reason reason, boolean retryable, String remedy) {
        CloudProblem problem = bySecret.problem(Blobs.failure(status, code), "list container orders");

        assertThat(problem.reason()).isEqualTo(reason);
        assertThat(problem.retryable()).isEqualTo(retryable);
        assertThat(problem.remedy()).contains(remedy).doesNotEndWith(".");
        assertThat(problem.message())
                .isEqualTo("list container orders was answered " + status + " " + code + ": Blob's own words");
    }

    @Test
    void theActionAndTheScopeThatLackAreNamed() {
        String said =
                "The client 'c' with object id 'o' does not have authorization to perform action 'Microsoft.Storage/storageAccounts/write' over scope '/subscriptions/s/resourceGroups/g' or the scope is invalid. If access was recently granted, please refresh your credentials.";

        CloudProblem problem = bySecret.ofResponse(403, error("AuthorizationFailed", said), Optional.empty(), "PUT /x");

        assertThat(problem.remedy())
                .isEqualTo(
                        "assign the application with client id cccccccc-0000-0000-0000-000000000003 a role that allows Microsoft.Storage/storageAccounts/write on /subscriptions/s/resourceGroups/g; an assignment takes some minutes to be seen");
    }

    @Test
    void thePolicyThatDisallowsIsNamed() throws JsonProcessingException {
        JsonNode body = new ObjectMapper().readTree("""
                        {"error": {"code": "RequestDisallowedByPolicy", "message": "Resource 'a' was disallowed by policy.",
                          "additionalInfo": [
                            {"type": "PolicyViolation", "info": {"policyDefinitionDisplayName": "d1", "policyAssignmentDisplayName": "No public storage"}},
                            {"type": "PolicyViolation", "info": {"policyDefinitionDisplayName": "Allowed locations"}},
                            {"type": "Other", "info": {"policyDefinitionDisplayName": "not meant"}}]}}""");

        assertThat(bySecret.ofResponse(403, body, Optional.empty(), "PUT /x").remedy())
                .startsWith("have policy No public storage, Allowed locations exempt the resource");
    }

    @Test
    void theProviderToRegisterIsNamed() {
        JsonNode body = error(
                "MissingSubscriptionRegistration",
                "The subscription is not registered to use namespace 'Microsoft.Storage'. See https://aka.ms/rps-not-found");

        assertThat(bySecret.ofResponse(409, body, Optional.empty(), "PUT /x").remedy())
                .isEqualTo(
                        "register the resource provider once: az provider register --namespace Microsoft.Storage --subscription bbbbbbbb-0000-0000-0000-000000000002");
    }

    @Test
    void anOperationThatHasFailedIsReadByItsInnerCode() throws JsonProcessingException {
        JsonNode error = new ObjectMapper().readTree("""
                        {"code": "DeploymentFailed", "message": "At least one resource operation failed.",
                         "details": [{"code": "QuotaExceeded", "message": "The region has no room."}]}""");

        CloudProblem problem = bySecret.ofBody(error, "make account shoporders");

        assertThat(problem.reason()).isEqualTo(Reason.OperationFailed);
        assertThat(problem.remedy()).contains("more quota");
        assertThat(problem.message())
                .isEqualTo("make account shoporders failed with QuotaExceeded: The region has no room");
    }

    @Test
    void retryAfterIsObeyed() {
        CloudProblem problem = bySecret.ofResponse(429, error("TooManyRequests", ""), Optional.of("42"), "GET /x");

        assertThat(problem.retryAfter()).hasValue(Duration.ofSeconds(42));
    }

    @Test
    void theNetworksFailuresAreTold() {
        assertThat(bySecret.problem(
                                new IllegalStateException(new UnknownHostException("a.blob.core.windows.net")), "list")
                        .message())
                .isEqualTo("list found no address for a.blob.core.windows.net");
        assertThat(bySecret.problem(new IllegalStateException(new TimeoutException()), "list")
                        .message())
                .isEqualTo("list got no answer in time");
    }

    @Test
    void whatWeFoundOurselvesIsKept() {
        CloudProblem own =
                new CloudProblem(Reason.ReferenceNotFound, "no such account", "create it", false, Optional.empty());

        assertThat(bySecret.problem(new ClientAuthenticationException("AADSTS1: x", null, new Refusal(own)), "list"))
                .isEqualTo(own);
    }

    @Test
    void whatNobodyHasThoughtOfIsTriedAgain() {
        CloudProblem problem = bySecret.problem(new IllegalStateException("odd"), "list");

        assertThat(problem.reason()).isEqualTo(Reason.OperationFailed);
        assertThat(problem.retryable()).isTrue();
    }

    /** As azure-identity words it. */
    private static ClientAuthenticationException entra(String code) {
        return new ClientAuthenticationException(
                code
                        + ": Entra's own words. Trace ID: 11111111-2222-3333-4444-555555555555 Correlation ID: 66666666-7777-8888-9999-000000000000 Timestamp: 2026-11-01 10:00:00Z",
                null);
    }

    private static JsonNode error(@Nullable String code, String message) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.putObject("error").put("code", code).put("message", message);
        return body;
    }

    private static AzureErrors errors(AzureCaller caller) {
        return new AzureErrors(caller, Specs.TENANT, Specs.SUBSCRIPTION, CLOCK);
    }
}
