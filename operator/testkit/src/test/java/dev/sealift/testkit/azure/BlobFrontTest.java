package dev.sealift.testkit.azure;

import static com.azure.core.http.HttpMethod.PATCH;
import static dev.sealift.testkit.azure.Clients.ACCOUNTS;
import static dev.sealift.testkit.azure.Clients.ARM;
import static dev.sealift.testkit.azure.Clients.SECRET;
import static dev.sealift.testkit.azure.Clients.STORAGE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.credential.AccessToken;
import com.azure.core.credential.TokenCredential;
import com.azure.core.http.HttpMethod;
import com.azure.core.http.HttpRequest;
import com.azure.core.http.HttpResponse;
import com.azure.core.util.BinaryData;
import com.azure.core.util.Context;
import com.azure.storage.blob.BlobContainerClient;
import com.azure.storage.blob.BlobServiceClientBuilder;
import com.azure.storage.blob.models.BlobStorageException;
import com.azure.storage.common.StorageSharedKeyCredential;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import reactor.core.publisher.Mono;

/** Knocks at Blob storage with azure-storage-blob: who gets in, and what the others are told. */
class BlobFrontTest {

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
        clients.makeAccount(azure, "orders", "");
    }

    @Test
    void bothPlanesSeeTheSameContainer() {
        clients.blobs("orders", clients.sealift()).createBlobContainer("data");

        assertThat(clients.arm(HttpMethod.GET, ACCOUNTS + "/orders/blobServices/default/containers/data")
                        .status())
                .isEqualTo(200);
        assertThat(data(clients.sealift()).exists()).isTrue();
        assertThat(azure.admin().requests("PUT", "orders.blob.core.windows.net/data"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.operation()).isEqualTo("CreateContainer"));
    }

    @Test
    void aTokenForTheResourceManagerIsRefused() {
        AccessToken token = Clients.token(clients.sealift(), ARM);

        assertRefused(() -> data(holding(token)).exists(), 401, "InvalidAuthenticationInfo");
    }

    @Test
    void aTokenForTheAccountAloneIsAccepted() {
        AccessToken token = Clients.token(clients.sealift(), "https://orders.blob.core.windows.net/.default");

        assertThat(data(holding(token)).exists()).isFalse();
    }

    @Test
    void anExpiredTokenIsRefused() {
        AccessToken token = Clients.token(clients.sealift(), STORAGE);
        azure.admin().advance(Duration.ofHours(2));

        assertRefused(() -> data(holding(token)).exists(), 401, "InvalidAuthenticationInfo");
    }

    @Test
    void whoHasNoRoleIsRefused() {
        assertRefused(() -> data(clients.nobody()).exists(), 403, "AuthorizationPermissionMismatch");
    }

    @Test
    void aRoleOnTheResourceIsNoRoleOnItsData() {
        azure.admin().plant(Seed.of(new Seed.RoleAssignment(Seed.NOBODY, "Contributor", Seed.GROUP_ID)));

        assertThat(data(clients.nobody()).createIfNotExists()).isTrue();
        assertRefused(
                () -> data(clients.nobody()).listBlobs().stream().count(), 403, "AuthorizationPermissionMismatch");
    }

    @Test
    void aReaderMayNotWrite() {
        azure.admin().plant(Seed.of(new Seed.RoleAssignment(Seed.NOBODY, "Storage Blob Data Reader", Seed.GROUP_ID)));
        data(clients.sealift()).create();

        assertThat(data(clients.nobody()).listBlobs().stream().count()).isZero();
        assertRefused(
                () -> data(clients.nobody()).getBlobClient("a").upload(BinaryData.fromString("x")),
                403,
                "AuthorizationPermissionMismatch");
    }

    @Test
    void aRoleOnOneContainerEndsThere() {
        String data = ACCOUNTS + "/orders/blobServices/default/containers/data";
        azure.admin().plant(Seed.of(new Seed.RoleAssignment(Seed.NOBODY, "Storage Blob Data Reader", data)));
        data(clients.sealift()).create();
        clients.blobs("orders", clients.sealift()).createBlobContainer("other");

        assertThat(data(clients.nobody()).exists()).isTrue();
        BlobContainerClient other = clients.blobs("orders", clients.nobody()).getBlobContainerClient("other");
        assertRefused(other::exists, 403, "AuthorizationPermissionMismatch");
    }

    @Test
    void aRoleTakenAwayIsGoneAtOnce() {
        azure.admin().revoke(Seed.SEALIFT, "Storage Blob Data Contributor");

        assertRefused(
                () -> data(clients.sealift()).listBlobs().stream().count(), 403, "AuthorizationPermissionMismatch");
    }

    @Test
    void theFirewallComesBeforeTheRole() {
        clients.arm(
                PATCH,
                ACCOUNTS + "/orders",
                "{\"properties\":{\"networkAcls\":{\"defaultAction\":\"Deny\",\"ipRules\":[{\"value\":\"52.1.2.0/24\"}]}}}");

        assertRefused(() -> data(clients.sealift()).exists(), 403, "AuthorizationFailure");

        azure.admin().clientsComeFrom("52.1.2.77");
        assertThat(data(clients.sealift()).exists()).isFalse();
    }

    @Test
    void anAccountOffThePublicNetworkLetsNobodyIn() {
        clients.arm(PATCH, ACCOUNTS + "/orders", "{\"properties\":{\"publicNetworkAccess\":\"Disabled\"}}");

        assertRefused(() -> data(clients.sealift()).exists(), 403, "AuthorizationFailure");
        assertThat(clients.arm(HttpMethod.GET, ACCOUNTS + "/orders/blobServices/default/containers")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anAccountThatIsNotThereDoesNotAnswer() {
        BlobContainerClient container =
                clients.blobs("nowhere", clients.sealift()).getBlobContainerClient("data");

        assertThatThrownBy(container::exists).isNotInstanceOf(BlobStorageException.class);
        assertThat(azure.admin().requests("HEAD|GET", "nowhere"))
                .allSatisfy(entry -> assertThat(entry.status()).isZero())
                .isNotEmpty();
    }

    @Test
    void anAccountUnderWayDoesNotAnswerYet() {
        clients.arm(HttpMethod.PUT, ACCOUNTS + "/invoices", Clients.account(""));
        BlobContainerClient container =
                clients.blobs("invoices", clients.sealift()).getBlobContainerClient("data");

        assertThatThrownBy(container::exists).isNotInstanceOf(BlobStorageException.class);
        azure.admin().advance(Duration.ofSeconds(3));
        assertThat(container.exists()).isFalse();
    }

    @Test
    void theAnonymousAreToldWhereToSignIn() {
        HttpRequest request = new HttpRequest(
                        HttpMethod.GET, "https://orders.blob.core.windows.net/data?restype=container")
                .setHeader("x-ms-version", "2021-12-02");

        try (HttpResponse response = clients.hosts().sendSync(request, Context.NONE)) {
            assertThat(response.getStatusCode()).isEqualTo(401);
            assertThat(response.getHeaderValue("x-ms-error-code")).isEqualTo("NoAuthenticationInformation");
            assertThat(response.getHeaderValue("WWW-Authenticate"))
                    .contains("authorization_uri=https://login.microsoftonline.com/" + Seed.TENANT);
        }
    }

    @Test
    void theAnonymousWithoutAVersionAreToldThatNothingIsPublic() {
        HttpRequest request = new HttpRequest(HttpMethod.GET, "https://orders.blob.core.windows.net/data/blob");

        try (HttpResponse response = clients.hosts().sendSync(request, Context.NONE)) {
            assertThat(response.getStatusCode()).isEqualTo(409);
            assertThat(response.getHeaderValue("x-ms-error-code")).isEqualTo("PublicAccessNotPermitted");
        }
    }

    @Test
    void keysOpenNothing() {
        BlobContainerClient container = new BlobServiceClientBuilder()
                .endpoint("https://orders.blob.core.windows.net")
                .credential(new StorageSharedKeyCredential("orders", "a2V5"))
                .httpClient(clients.hosts())
                .retryOptions(Clients.ONCE)
                .buildClient()
                .getBlobContainerClient("data");
        assertRefused(container::exists, 403, "AuthenticationFailed");

        clients.arm(PATCH, ACCOUNTS + "/orders", "{\"properties\":{\"allowSharedKeyAccess\":false}}");
        assertRefused(container::exists, 403, "KeyBasedAuthenticationNotPermitted");
    }

    @Test
    void aBadContainerNameIsRefused() {
        assertRefused(
                () -> clients.blobs("orders", clients.sealift()).createBlobContainer("Bad_Name"),
                400,
                "InvalidResourceName");
    }

    @Test
    void aDeletedContainerHoldsItsNameForAWhile() {
        data(clients.sealift()).create();
        data(clients.sealift()).delete();

        assertRefused(() -> data(clients.sealift()).create(), 409, "ContainerBeingDeleted");
    }

    @Test
    void tagsNeedARoleOfTheirOwn() {
        data(clients.sealift()).create();
        HttpRequest request = new HttpRequest(HttpMethod.PUT, "https://orders.blob.core.windows.net/data/blob")
                .setHeader(
                        "Authorization",
                        "Bearer " + Clients.token(clients.sealift(), STORAGE).getToken())
                .setHeader("x-ms-version", "2021-12-02")
                .setHeader("x-ms-blob-type", "BlockBlob")
                .setHeader("x-ms-tags", "a=b")
                .setBody(BinaryData.fromString("x"));

        try (HttpResponse response = clients.hosts().sendSync(request, Context.NONE)) {
            assertThat(response.getHeaderValue("x-ms-error-code")).isEqualTo("AuthorizationPermissionMismatch");
        }
    }

    @Test
    void theAccountSaysWhatItIs() {
        var information = clients.blobs("orders", clients.sealift()).getAccountInfo();

        assertThat(information.getSkuName().toString()).isEqualTo("Standard_ZRS");
        assertThat(information.getAccountKind().toString()).isEqualTo("StorageV2");
        assertThat(information.isHierarchicalNamespaceEnabled()).isFalse();
    }

    private static BlobContainerClient data(TokenCredential credential) {
        return clients.blobs("orders", credential).getBlobContainerClient("data");
    }

    private static TokenCredential holding(AccessToken token) {
        AccessToken fresh = new AccessToken(
                token.getToken(), OffsetDateTime.now(ZoneOffset.UTC).plusHours(1));
        return _ -> Mono.just(fresh);
    }

    private static void assertRefused(Executable attempt, int status, String code) {
        assertThatThrownBy(attempt::execute).isInstanceOfSatisfying(BlobStorageException.class, refusal -> {
            assertThat(refusal.getStatusCode()).isEqualTo(status);
            assertThat(String.valueOf(refusal.getErrorCode())).isEqualTo(code);
        });
    }
}
