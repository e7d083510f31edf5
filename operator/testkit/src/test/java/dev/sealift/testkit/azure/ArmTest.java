package dev.sealift.testkit.azure;

import static com.azure.core.http.HttpMethod.DELETE;
import static com.azure.core.http.HttpMethod.GET;
import static com.azure.core.http.HttpMethod.PATCH;
import static com.azure.core.http.HttpMethod.POST;
import static com.azure.core.http.HttpMethod.PUT;
import static dev.sealift.testkit.azure.Clients.ACCOUNTS;
import static dev.sealift.testkit.azure.Clients.ARM;
import static dev.sealift.testkit.azure.Clients.SECRET;
import static dev.sealift.testkit.azure.Clients.STORAGE;
import static dev.sealift.testkit.azure.Clients.account;
import static org.assertj.core.api.Assertions.assertThat;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.testkit.azure.Clients.Reply;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

/** Asks the resource manager through azure-core's pipeline. */
class ArmTest {

    private static final String HOST = "https://management.azure.com";
    private static final String ORDERS = ACCOUNTS + "/orders";

    private static AzureDouble azure;
    private static Clients clients;

    @BeforeAll
    static void start() {
        azure = AzureDouble.builder().seed(Seed.lab(SECRET, List.of())).start();
        clients = new Clients(azure);
    }

    @AfterAll
    static void stop() {
        azure.close();
    }

    @BeforeEach
    void reset() {
        azure.admin().reset();
    }

    // What it checks of every request.

    @Test
    void withoutApiVersionNothingIsAnswered() {
        Reply reply = clients.anonymous(GET, HOST + Seed.GROUP_ID + "#bare");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("MissingApiVersionParameter");
    }

    @Test
    void anApiVersionIsADate() {
        Reply reply = clients.arm(GET, Seed.GROUP_ID + "?api-version=latest");

        assertThat(reply.code()).isEqualTo("InvalidApiVersionParameter");
    }

    @Test
    void withoutATokenNobodyGetsIn() {
        Reply reply = clients.anonymous(GET, HOST + Seed.GROUP_ID);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("AuthenticationFailed");
        assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer authorization_uri=");
    }

    @Test
    void aTokenForSomethingElseIsRefused() {
        Reply reply = clients.arm(clients.sealift(), STORAGE, GET, HOST + Seed.GROUP_ID, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("InvalidAuthenticationTokenAudience");
    }

    @Test
    void anExpiredTokenIsRefused() {
        AccessToken token = Clients.token(clients.sealift(), ARM);
        azure.admin().advance(Duration.ofHours(2));

        Reply reply = clients.arm(holding(token), ARM, GET, HOST + Seed.GROUP_ID, "");

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.code()).isEqualTo("ExpiredAuthenticationToken");
    }

    @Test
    void aForgedTokenIsRefused() {
        TokenCredential forged = holding(
                new AccessToken("a.b.c", OffsetDateTime.now(ZoneOffset.UTC).plusHours(1)));

        assertThat(clients.arm(forged, ARM, GET, HOST + Seed.GROUP_ID, "").code())
                .isEqualTo("InvalidAuthenticationToken");
    }

    @Test
    void whoHasNoRoleIsToldWhatIsMissing() {
        Reply reply = clients.arm(clients.nobody(), ARM, GET, HOST + ORDERS, "");

        assertThat(reply.status()).isEqualTo(403);
        assertThat(reply.code()).isEqualTo("AuthorizationFailed");
        assertThat(reply.message())
                .matches(
                        "The client '" + Seed.NOBODY
                                + "' with object id '[0-9a-f-]+' does not have authorization to perform action"
                                + " 'Microsoft.Storage/storageAccounts/read' over scope '" + ORDERS
                                + "' or the scope is invalid. If access was recently granted, please refresh your credentials.");
    }

    @Test
    void anUnknownSubscriptionIsNotFound() {
        Reply reply = clients.arm(GET, "/subscriptions/99999999-9999-9999-9999-999999999999");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.code()).isEqualTo("SubscriptionNotFound");
    }

    @Test
    void aSubscriptionIdIsAGuid() {
        assertThat(clients.arm(GET, "/subscriptions/production").code()).isEqualTo("InvalidSubscriptionId");
    }

    @Test
    void aTokenOfAnotherTenantIsRefused() {
        String elsewhere = "55555555-5555-5555-5555-555555555555";
        azure.admin()
                .plant(Seed.of(
                        new Seed.Tenant(elsewhere),
                        new Seed.App(elsewhere, "stranger", null, "stranger", List.of(SECRET), null)));
        TokenCredential stranger = clients.secret(elsewhere, "stranger", SECRET);

        assertThat(clients.arm(stranger, ARM, GET, HOST + Seed.GROUP_ID, "").code())
                .isEqualTo("InvalidAuthenticationTokenTenant");
    }

    @Test
    void everyAnswerCanBeTraced() {
        Reply reply = clients.arm(GET, Seed.GROUP_ID);

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.header("x-ms-request-id")).isNotEmpty();
        assertThat(reply.header("x-ms-correlation-request-id")).isNotEmpty();
        assertThat(reply.header("x-ms-ratelimit-remaining-subscription-reads")).isNotEmpty();
        assertThat(azure.admin().requests("GET", "landing-zone"))
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.requestId()).isEqualTo(reply.header("x-ms-request-id"));
                    assertThat(entry.caller()).isEqualTo(Seed.SEALIFT);
                });
    }

    @Test
    void whatIsNotPlayedIsSaid() {
        assertThat(clients.arm(GET, ORDERS + "/somethingElse/default").message())
                .contains("Add it to the double");
    }

    // Subscriptions and groups.

    @Test
    void aSubscriptionIsReadableByItsMembersOnly() {
        Reply member = clients.arm(GET, "/subscriptions/" + Seed.SUBSCRIPTION);
        Reply stranger = clients.arm(clients.nobody(), ARM, GET, HOST + "/subscriptions/" + Seed.SUBSCRIPTION, "");

        assertThat(member.body().path("state").asText()).isEqualTo("Enabled");
        assertThat(member.body().path("tenantId").asText()).isEqualTo(Seed.TENANT);
        assertThat(stranger.code()).isEqualTo("AuthorizationFailed");
    }

    @Test
    void aGroupThatIsNotThereIsForbiddenToWhoHasNoRoleAboveIt() {
        String other = "/subscriptions/" + Seed.SUBSCRIPTION + "/resourceGroups/other";
        assertThat(clients.arm(GET, other).code()).isEqualTo("AuthorizationFailed");

        grant("Reader", "/subscriptions/" + Seed.SUBSCRIPTION);
        assertThat(clients.arm(GET, other).code()).isEqualTo("ResourceGroupNotFound");
    }

    // Storage accounts.

    @Test
    void anAccountIsMadeInItsTime() {
        Reply accepted = clients.arm(PUT, ORDERS, account("\"minimumTlsVersion\":\"TLS1_2\""));
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(accepted.header("Retry-After")).isEqualTo("3");
        assertThat(accepted.header("Azure-AsyncOperation")).isEmpty();
        String location = accepted.header("Location");
        assertThat(location)
                .startsWith(HOST + "/subscriptions/" + Seed.SUBSCRIPTION
                        + "/providers/Microsoft.Storage/locations/germanywestcentral/asyncoperations/");
        assertThat(state()).isEqualTo("Creating");
        assertThat(follow(location).status()).isEqualTo(202);

        azure.admin().advance(Duration.ofSeconds(2));
        assertThat(state()).isEqualTo("ResolvingDNS");

        azure.admin().advance(Duration.ofSeconds(1));
        Reply done = follow(location);
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.body().at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(state()).isEqualTo("Succeeded");
    }

    @Test
    void anAccountShowsWhatWasAskedForAndWhatFollows() {
        clients.makeAccount(azure, "orders", "\"isHnsEnabled\":true,\"minimumTlsVersion\":\"TLS1_2\"");

        JsonNode body = clients.arm(GET, ORDERS).body();

        assertThat(body.path("id").asText()).isEqualTo(ORDERS);
        assertThat(body.at("/sku/name").asText()).isEqualTo("Standard_ZRS");
        assertThat(body.at("/properties/isHnsEnabled").asBoolean()).isTrue();
        assertThat(body.at("/properties/minimumTlsVersion").asText()).isEqualTo("TLS1_2");
        assertThat(body.at("/properties/allowBlobPublicAccess").asBoolean()).isFalse();
        assertThat(body.at("/properties/networkAcls/defaultAction").asText()).isEqualTo("Allow");
        assertThat(body.at("/properties/primaryEndpoints/blob").asText())
                .isEqualTo("https://orders.blob.core.windows.net/");
        assertThat(body.at("/properties/primaryEndpoints/dfs").asText())
                .isEqualTo("https://orders.dfs.core.windows.net/");
        assertThat(body.at("/properties/encryption/keySource").asText()).isEqualTo("Microsoft.Storage");
    }

    @Test
    void endpointsAreThoseOfTheCloudThatIsAsked() {
        clients.makeAccount(azure, "orders", "");

        JsonNode china = clients.arm(
                        clients.sealift(),
                        "https://management.chinacloudapi.cn/.default",
                        GET,
                        "https://management.chinacloudapi.cn" + ORDERS,
                        "")
                .body();
        JsonNode local = clients.arm(clients.sealift(), ARM, GET, azure.uri() + ORDERS, "")
                .body();

        assertThat(china.at("/properties/primaryEndpoints/blob").asText())
                .isEqualTo("https://orders.blob.core.chinacloudapi.cn/");
        assertThat(local.at("/properties/primaryEndpoints/blob").asText()).isEqualTo(azure.uri() + "/orders/");
    }

    @Test
    void anAccountUnderWayIsNotToBeTouched() {
        clients.arm(PUT, ORDERS, account(""));

        assertThat(clients.arm(PUT, ORDERS, account("")))
                .satisfies(reply -> assertThat(reply.status()).isEqualTo(409))
                .satisfies(reply -> assertThat(reply.code()).isEqualTo("StorageAccountOperationInProgress"));
        assertThat(clients.arm(PATCH, ORDERS, "{\"tags\":{}}").code()).isEqualTo("StorageAccountIsNotProvisioned");
        assertThat(clients.arm(PUT, ORDERS + "/blobServices/default/containers/data", "{}")
                        .code())
                .isEqualTo("StorageAccountIsNotProvisioned");
        assertThat(clients.arm(DELETE, ORDERS).code()).isEqualTo("StorageAccountIsNotProvisioned");
    }

    @Test
    void theSamePutAgainIsAnsweredAtOnce() {
        clients.makeAccount(azure, "orders", "\"minimumTlsVersion\":\"TLS1_2\"");

        Reply again = clients.arm(PUT, ORDERS, account("\"publicNetworkAccess\":\"Disabled\""));

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.body().at("/properties/publicNetworkAccess").asText()).isEqualTo("Disabled");
        assertThat(again.body().at("/properties/minimumTlsVersion").asText()).isEqualTo("TLS1_2");
    }

    @Test
    void tagsCanBeChanged() {
        clients.makeAccount(azure, "orders", "");

        Reply patched = clients.arm(PATCH, ORDERS, "{\"tags\":{\"sealift.dev/operation\":\"abc\"}}");

        assertThat(patched.status()).isEqualTo(200);
        assertThat(clients.arm(GET, ORDERS)
                        .body()
                        .path("tags")
                        .path("sealift.dev/operation")
                        .asText())
                .isEqualTo("abc");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Orders", "orders-eu", "abcdefghijklmnopqrstuvwxy"})
    void aBadAccountNameIsRefused(String name) {
        Reply reply = clients.arm(PUT, ACCOUNTS + "/" + name, account(""));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("AccountNameInvalid");
    }

    @Test
    void aNameThatAStrangerHasIsTaken() {
        azure.admin().plant(Seed.of(new Seed.TakenName("contoso")));
        grant("Reader", "/subscriptions/" + Seed.SUBSCRIPTION);

        Reply reply = clients.arm(PUT, ACCOUNTS + "/contoso", account(""));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("StorageAccountAlreadyTaken");
        assertThat(availability("contoso").path("reason").asText()).isEqualTo("AlreadyExists");
        assertThat(availability("Bad-Name").path("reason").asText()).isEqualTo("AccountNameInvalid");
        assertThat(availability("free").path("nameAvailable").asBoolean()).isTrue();
    }

    @Test
    void availabilityIsAskedAtTheSubscriptionWhereTheGroupsRoleDoesNotReach() {
        Reply reply = clients.arm(
                POST,
                "/subscriptions/" + Seed.SUBSCRIPTION + "/providers/Microsoft.Storage/checkNameAvailability",
                "{\"name\":\"free\",\"type\":\"Microsoft.Storage/storageAccounts\"}");

        assertThat(reply.code()).isEqualTo("AuthorizationFailed");
        assertThat(reply.message()).contains("over scope '/subscriptions/" + Seed.SUBSCRIPTION + "'");
    }

    @Test
    void anAccountStaysInItsGroupAndRegion() {
        clients.makeAccount(azure, "orders", "");
        azure.admin()
                .plant(Seed.of(new Seed.ResourceGroup(Seed.SUBSCRIPTION, "annex", "germanywestcentral", Map.of())));
        grant("Contributor", "/subscriptions/" + Seed.SUBSCRIPTION);

        assertThat(clients.arm(PUT, ORDERS.replace("landing-zone", "annex"), account(""))
                        .code())
                .isEqualTo("StorageAccountInAnotherResourceGroup");
        assertThat(clients.arm(PUT, ORDERS, account("").replace("germanywestcentral", "westeurope"))
                        .code())
                .isEqualTo("InvalidResourceLocation");
    }

    @ParameterizedTest
    @CsvSource({
        "germanywestcentral, atlantis, LocationNotAvailableForResourceType",
        "StorageV2, StorageV9, InvalidValuesForRequestParameters",
        "Standard_ZRS, Gold, InvalidValuesForRequestParameters",
        "TLS1_2, SSL3, InvalidValuesForRequestParameters",
        "52.1.2.3, 10.0.0.1, InvalidValuesForRequestParameters",
        "'\"location\"', '\"place\"', LocationRequired"
    })
    void whatTheProviderRefuses(String good, String bad, String code) {
        String body =
                account("\"minimumTlsVersion\":\"TLS1_2\",\"networkAcls\":{\"ipRules\":[{\"value\":\"52.1.2.3\"}]}");

        Reply reply = clients.arm(PUT, ORDERS, body.replace(good, bad));

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo(code);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThat(clients.arm(PUT, ORDERS, "{").code()).isEqualTo("InvalidRequestContent");
    }

    @Test
    void theNamespaceIsFixedAtCreation() {
        clients.makeAccount(azure, "orders", "");

        Reply reply = clients.arm(PUT, ORDERS, account("\"isHnsEnabled\":true"));

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("AccountPropertyCannotBeUpdated");
    }

    @Test
    void keysAreListedUnlessTheyAreForbidden() {
        clients.makeAccount(azure, "orders", "");
        assertThat(clients.arm(POST, ORDERS + "/listKeys").body().path("keys")).hasSize(2);

        clients.arm(PATCH, ORDERS, "{\"properties\":{\"allowSharedKeyAccess\":false}}");
        assertThat(clients.arm(POST, ORDERS + "/listKeys").code()).isEqualTo("KeyBasedAuthenticationNotPermitted");
    }

    @Test
    void aDeletedAccountIsGone() {
        clients.makeAccount(azure, "orders", "");

        assertThat(clients.arm(DELETE, ORDERS).status()).isEqualTo(200);
        assertThat(clients.arm(DELETE, ORDERS).status()).isEqualTo(204);
        Reply gone = clients.arm(GET, ORDERS);
        assertThat(gone.status()).isEqualTo(404);
        assertThat(gone.code()).isEqualTo("ResourceNotFound");
    }

    // What belongs to an account.

    @Test
    void aContainerIsMadeOnce() {
        clients.makeAccount(azure, "orders", "");
        String container = ORDERS + "/blobServices/default/containers/data";

        Reply made = clients.arm(PUT, container, "{\"properties\":{\"metadata\":{\"operation\":\"abc\"}}}");
        Reply again = clients.arm(PUT, container, "{\"properties\":{\"metadata\":{\"operation\":\"abc\"}}}");

        assertThat(made.status()).isEqualTo(201);
        assertThat(again.status()).isEqualTo(200);
        JsonNode properties = clients.arm(GET, container).body().path("properties");
        assertThat(properties.at("/metadata/operation").asText()).isEqualTo("abc");
        assertThat(properties.path("publicAccess").asText()).isEqualTo("None");
        assertThat(properties.path("leaseStatus").asText()).isEqualTo("Unlocked");
        assertThat(properties.path("hasImmutabilityPolicy").asBoolean(true)).isFalse();
        assertThat(clients.arm(GET, ORDERS + "/blobServices/default/containers")
                        .body()
                        .path("value"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ab", "Data", "a--b", "-data", "data_1"})
    void aBadContainerNameIsRefused(String name) {
        clients.makeAccount(azure, "orders", "");

        Reply reply = clients.arm(PUT, ORDERS + "/blobServices/default/containers/" + name, "{}");

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("InvalidResourceName");
    }

    @Test
    void aDeletedContainerHoldsItsNameForAWhile() {
        clients.makeAccount(azure, "orders", "");
        String container = ORDERS + "/blobServices/default/containers/data";
        clients.arm(PUT, container, "{}");

        assertThat(clients.arm(DELETE, container).status()).isEqualTo(200);
        assertThat(clients.arm(GET, container).code()).isEqualTo("ContainerNotFound");
        assertThat(clients.arm(DELETE, container).status()).isEqualTo(204);
        assertThat(clients.arm(PUT, container, "{}").code()).isEqualTo("ContainerBeingDeleted");

        azure.admin().advance(Duration.ofSeconds(30));
        assertThat(clients.arm(PUT, container, "{}").status()).isEqualTo(201);
    }

    @Test
    void publicContainersNeedAnAccountThatAllowsThem() {
        clients.makeAccount(azure, "orders", "");

        Reply reply = clients.arm(
                PUT, ORDERS + "/blobServices/default/containers/data", "{\"properties\":{\"publicAccess\":\"Blob\"}}");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.code()).isEqualTo("PublicAccessNotPermitted");
    }

    @Test
    void theBlobServiceKeepsItsProperties() {
        clients.makeAccount(azure, "orders", "");
        String service = ORDERS + "/blobServices/default";

        clients.arm(
                PUT,
                service,
                "{\"properties\":{\"isVersioningEnabled\":true,\"deleteRetentionPolicy\":{\"enabled\":true,\"days\":7}}}");

        JsonNode properties = clients.arm(GET, service).body().path("properties");
        assertThat(properties.path("isVersioningEnabled").asBoolean()).isTrue();
        assertThat(properties.at("/deleteRetentionPolicy/days").asInt()).isEqualTo(7);
    }

    @Test
    void lifecycleRulesAreKept() {
        clients.makeAccount(azure, "orders", "");
        String policy = ORDERS + "/managementPolicies/default";
        assertThat(clients.arm(GET, policy).code()).isEqualTo("ManagementPolicyNotFound");

        clients.arm(PUT, policy, rules(RULE.formatted("old", 30)));

        assertThat(clients.arm(GET, policy)
                        .body()
                        .at("/properties/policy/rules/0/name")
                        .asText())
                .isEqualTo("old");
        assertThat(clients.arm(DELETE, policy).status()).isEqualTo(200);
        assertThat(clients.arm(GET, policy).code()).isEqualTo("ManagementPolicyNotFound");
    }

    private static final String RULE =
            "{'name':'%s','enabled':true,'type':'Lifecycle','definition':{'filters':{'blobTypes':['blockBlob'],'prefixMatch':['orders/logs/']},'actions':{'baseBlob':{'tierToCool':{'daysAfterModificationGreaterThan':%s}}}}}";

    private static String rules(String... rules) {
        return "{'properties':{'policy':{'rules':[%s]}}}"
                .formatted(String.join(",", rules))
                .replace('\'', '"');
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "my-rule | 30",
                "`` | 30",
                "same | -1",
                "same | 1.5",
                "same | 1,'daysAfterCreationGreaterThan':1",
                "same | 1,'daysAfterLastTierChangeGreaterThan':7",
                "same | 1}},'base':{'delete':{'daysAfterModificationGreaterThan':1",
                "same | 1}},'version':{'delete':{'daysAfterModificationGreaterThan':1",
                "same | 1},'shrink':{'daysAfterModificationGreaterThan':1"
            })
    void lifecycleRulesThatAzureRefuses(String name, String days) {
        clients.makeAccount(azure, "orders", "");

        Reply reply = clients.arm(PUT, ORDERS + "/managementPolicies/default", rules(RULE.formatted(name, days)));

        assertThat(reply.code()).isEqualTo("InvalidValuesForRequestParameters");
    }

    @Test
    void lifecycleRulesAreAHundredAtMostAndHaveNamesOfTheirOwn() {
        clients.makeAccount(azure, "orders", "");
        String policy = ORDERS + "/managementPolicies/default";
        String[] hundred = IntStream.range(0, 100)
                .mapToObj(i -> RULE.formatted("r" + i, i))
                .toArray(String[]::new);
        String[] more = Arrays.copyOf(hundred, 101);
        more[100] = RULE.formatted("r100", 1);

        assertThat(clients.arm(PUT, policy, rules(hundred)).status()).isEqualTo(200);
        assertThat(clients.arm(PUT, policy, rules(more)).status()).isEqualTo(400);
        assertThat(clients.arm(PUT, policy, rules(hundred[0], hundred[0])).status())
                .isEqualTo(400);
    }

    // Roles.

    @Test
    void aCallerCanReadHisOwnPermissions() {
        clients.makeAccount(azure, "orders", "");
        String permissions = ORDERS + "/providers/Microsoft.Authorization/permissions";

        JsonNode mine = clients.arm(GET, permissions).body().path("value");
        JsonNode his = clients.arm(clients.nobody(), ARM, GET, HOST + permissions, "")
                .body()
                .path("value");

        assertThat(mine).hasSize(2);
        assertThat(mine.findValuesAsText("actions")).isNotNull();
        assertThat(mine.at("/0/notActions").toString()).contains("Microsoft.Authorization/*/Write");
        assertThat(mine.at("/1/dataActions").toString())
                .contains("Microsoft.Storage/storageAccounts/blobServices/containers/blobs/write");
        assertThat(his).isEmpty();
    }

    @Test
    void aContributorMayNotGiveRoles() {
        assertThat(assign(clients.sealift(), "Reader", Seed.NOBODY).code()).isEqualTo("AuthorizationFailed");
    }

    @Test
    void anAdministratorOfAccessMay() {
        grant("User Access Administrator", Seed.GROUP_ID);

        Reply first = assign(clients.sealift(), "acdd72a7-3385-48ef-bd42-f606fba81ae7", Seed.NOBODY);
        Reply second = assign(clients.sealift(), "acdd72a7-3385-48ef-bd42-f606fba81ae7", Seed.NOBODY);

        assertThat(first.status()).isEqualTo(201);
        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("RoleAssignmentExists");
        assertThat(clients.arm(clients.nobody(), ARM, GET, HOST + Seed.GROUP_ID, "")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void assignmentsAreListedForAPrincipalAtAboveAndBelowAScope() {
        clients.makeAccount(azure, "orders", "");
        grant("Storage Blob Data Owner", ORDERS);
        String list = "/providers/Microsoft.Authorization/roleAssignments";
        String filter = "?$filter=assignedTo('" + principal(Seed.SEALIFT) + "')";

        assertThat(clients.arm(GET, ORDERS + list + filter).body().path("value"))
                .hasSize(3);
        assertThat(clients.arm(GET, Seed.GROUP_ID + list + filter).body().path("value"))
                .hasSize(3);
        assertThat(clients.arm(GET, Seed.GROUP_ID + list + "?$filter=atScope()")
                        .body()
                        .path("value"))
                .hasSize(2);
    }

    @Test
    void aRoleTakenAwayIsGoneAtOnce() {
        azure.admin().revoke(Seed.SEALIFT, "Contributor");

        assertThat(clients.arm(GET, ORDERS).code()).isEqualTo("AuthorizationFailed");
    }

    // Helpers.

    private static String state() {
        return clients.arm(GET, ORDERS)
                .body()
                .at("/properties/provisioningState")
                .asText();
    }

    private static Reply follow(String location) {
        return clients.arm(clients.sealift(), ARM, GET, location, "");
    }

    private static JsonNode availability(String name) {
        return clients.arm(
                        POST,
                        "/subscriptions/" + Seed.SUBSCRIPTION + "/providers/Microsoft.Storage/checkNameAvailability",
                        "{\"name\":\"%s\",\"type\":\"Microsoft.Storage/storageAccounts\"}".formatted(name))
                .body();
    }

    private static TokenCredential holding(AccessToken token) {
        AccessToken fresh = new AccessToken(
                token.getToken(), OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
        return _ -> Mono.just(fresh);
    }

    private static Reply assign(TokenCredential by, String role, String clientId) {
        String url = HOST + Seed.GROUP_ID + "/providers/Microsoft.Authorization/roleAssignments/"
                + java.util.UUID.randomUUID();
        String body =
                "{\"properties\":{\"roleDefinitionId\":\"/providers/Microsoft.Authorization/roleDefinitions/%s\",\"principalId\":\"%s\"}}"
                        .formatted(role, principal(clientId));
        return clients.arm(by, ARM, PUT, url, body);
    }

    private static String principal(String clientId) {
        TokenCredential credential = clients.secret(Seed.TENANT, clientId, SECRET);
        return Jwt.parse(Clients.token(credential, ARM).getToken())
                .orElseThrow()
                .claim("oid");
    }

    private static void grant(String role, String scope) {
        azure.admin().plant(Seed.of(new Seed.RoleAssignment(Seed.SEALIFT, role, scope)));
    }
}
