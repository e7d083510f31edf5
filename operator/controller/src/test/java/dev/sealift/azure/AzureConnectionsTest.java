package dev.sealift.azure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.azure.storage.blob.models.BlobStorageException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.sealift.api.Reason;
import dev.sealift.api.connection.AzureConnection;
import dev.sealift.api.connection.AzureConnectionSpec.Auth;
import dev.sealift.api.connection.AzureConnectionSpec.Endpoints;
import dev.sealift.api.connection.AzureEnvironment;
import dev.sealift.api.connection.CaBundleReference;
import dev.sealift.api.connection.ConnectionStatus.Identity;
import dev.sealift.api.worker.BlobLocation;
import dev.sealift.cloud.Access;
import dev.sealift.cloud.CloudProblem;
import dev.sealift.cloud.KnownConnections;
import dev.sealift.cloud.LocalCertificate;
import dev.sealift.cloud.LocalCluster;
import dev.sealift.cloud.LocalServer;
import dev.sealift.cloud.LocalServer.Reply;
import dev.sealift.cloud.LocalServer.Request;
import dev.sealift.cloud.RecordedCalls;
import dev.sealift.cloud.TurnedClock;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Opens connections against a server that answers as Entra and the resource manager do. */
class AzureConnectionsTest {

    private static final Instant NOW = Instant.parse("2026-11-01T10:00:00Z");
    private static final String PATH =
            "/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/a";
    private static final String API = "2023-05-01";

    private final LocalCluster cluster = new LocalCluster();
    private final TurnedClock clock = new TurnedClock(NOW);
    private final RecordedCalls calls = new RecordedCalls();
    private final AzureConnections connections =
            new AzureConnections(cluster.client(), new KnownConnections(cluster.client()), calls, clock);
    private final LocalServer azure = LocalServer.https();

    @BeforeEach
    void seed() {
        cluster.secret("shop", "azure", Map.of("clientId", Specs.CLIENT, "clientSecret", "s3cr3t"))
                .configMap("shop", "ca", Map.of("ca.crt", LocalCertificate.pem()))
                .serviceAccount("shop", "sealift-worker");
        manager(request -> Reply.json("{\"subscriptionId\":\"" + Specs.SUBSCRIPTION + "\",\"state\":\"Enabled\"}"));
    }

    @AfterEach
    void close() {
        connections.close();
        cluster.close();
        azure.close();
    }

    @Test
    void aSecretIsProven() {
        cluster.connection(connection(1, Specs.withSecret()));

        Identity identity = identity();

        assertThat(identity.principal()).isEqualTo(Specs.CLIENT);
        assertThat(identity.account()).isEqualTo(Specs.SUBSCRIPTION);
        assertThat(identity.tenant()).isEqualTo(Specs.TENANT);
        assertThat(identity.method()).isEqualTo("Secret");
        assertThat(identity.expiresAt()).isNotNull();
        assertThat(identity.checkedAt()).isEqualTo(NOW);
        Request signIn = azure.requests().getFirst();
        assertThat(signIn.path()).isEqualTo("/" + Specs.TENANT + "/oauth2/v2.0/token");
        assertThat(signIn.field("client_secret")).isEqualTo("s3cr3t");
        assertThat(signIn.field("scope")).contains(azure.address() + "/.default");
        Request asked = azure.requests().getLast();
        assertThat(asked.target()).hasToString("/subscriptions/" + Specs.SUBSCRIPTION + "?api-version=2022-12-01");
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer t0ken")
                .containsKey("x-ms-client-request-id");
    }

    @Test
    void whatWasAskedOfWhomIsTold() {
        cluster.connection(connection(1, Specs.withSecret()));

        identity();

        assertThat(calls.ended())
                .containsExactly("azure Entra POST token Done", "azure ResourceManager GET subscriptions Done");
    }

    @Test
    void aRefusalIsToldAsOne() {
        cluster.connection(connection(1, Specs.withSecret()));
        entra(401, "AADSTS7000215: Invalid client secret provided.");

        refused(opened().prove());

        assertThat(calls.ended()).containsExactly("azure Entra POST token Refused");
    }

    @Test
    void aServiceAccountIsProvenByAMintedToken() {
        cluster.connection(connection(1, Specs.withToken("sealift-worker")));

        assertThat(identity().method()).isEqualTo("WorkloadIdentity");
        Request signIn = azure.requests().getFirst();
        assertThat(signIn.field("client_assertion")).isEqualTo(LocalCluster.token("shop", "sealift-worker"));
        assertThat(signIn.field("client_id")).isEqualTo(Specs.CLIENT);
        assertThat(cluster.requests().getLast().body()).contains("\"audiences\":[\"api://AzureADTokenExchange\"]");
    }

    @Test
    void aTokenServesManyCalls() {
        cluster.connection(connection(1, Specs.withSecret()));

        opened().prove();
        opened().prove();

        assertThat(azure.requests().stream().filter(AzureConnectionsTest::isSignIn))
                .hasSize(1);
    }

    @Test
    void aTokenThatWasRevokedIsReplaced() {
        cluster.connection(connection(1, Specs.withSecret()));
        opened().prove();
        AtomicInteger asked = new AtomicInteger();
        manager(request -> asked.incrementAndGet() == 1
                ? Reply.of(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}")
                : Reply.json("{\"subscriptionId\":\"" + Specs.SUBSCRIPTION + "\",\"state\":\"Enabled\"}"));

        assertThat(identity().account()).isEqualTo(Specs.SUBSCRIPTION);

        assertThat(asked).hasValue(2);
        assertThat(azure.requests().stream().filter(AzureConnectionsTest::isSignIn))
                .hasSize(2);
    }

    @Test
    void aTokenThatIsRefusedTwiceIsToldAndNotAskedForWithoutEnd() {
        cluster.connection(connection(1, Specs.withSecret()));
        manager(request -> Reply.of(401, "{\"error\":{\"code\":\"InvalidAuthenticationToken\"}}"));

        assertThat(refused(opened().prove()).message()).contains("InvalidAuthenticationToken");

        assertThat(azure.requests().stream().filter(AzureConnectionsTest::isSignIn))
                .hasSize(2);
    }

    @Test
    void aFederationThatDoesNotMatchIsToldWithTheIssuerOfTheToken() {
        cluster.connection(connection(1, Specs.withToken("sealift-worker")));
        entra(401, "AADSTS700213: No matching federated identity record found for presented assertion subject.");

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.reason()).isEqualTo(Reason.CredentialsRejected);
        assertThat(problem.retryable()).isFalse();
        assertThat(problem.message())
                .isEqualTo(
                        "sign-in at " + azure.address()
                                + "/ was answered AADSTS700213: No matching federated identity record found for presented assertion subject");
        assertThat(problem.remedy())
                .contains("issuer " + LocalCluster.ISSUER)
                .contains("subject system:serviceaccount:shop:sealift-worker");
    }

    @Test
    void aWrongSecretIsToldAndNotShown() {
        cluster.connection(connection(1, Specs.withSecret()));
        entra(401, "AADSTS7000215: Invalid client secret provided.");

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.remedy()).contains("Secret azure");
        assertThat(problem.toString()).doesNotContain("s3cr3t");
    }

    @Test
    void entraInTroubleIsTriedAgainByUsAndNotBehindOurBack() {
        cluster.connection(connection(1, Specs.withSecret()));
        azure.answers(request -> Reply.of(503, ""));

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.retryable()).isTrue();
        assertThat(azure.requests()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aMissingServiceAccountIsNamed() {
        cluster.connection(connection(1, Specs.withToken("other")));

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.reason()).isEqualTo(Reason.ReferenceNotFound);
        assertThat(problem.message()).isEqualTo("ServiceAccount shop/other does not exist");
    }

    @Test
    void aSubscriptionThatIsNotSeenIsToldWithTheRoleToAssign() {
        cluster.connection(connection(1, Specs.withSecret()));
        manager(request -> error(404, "SubscriptionNotFound"));

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.reason()).isEqualTo(Reason.CredentialsRejected);
        assertThat(problem.remedy()).contains("Reader");
    }

    @Test
    void aSubscriptionThatTakesNoWritesIsRefused() {
        cluster.connection(connection(1, Specs.withSecret()));
        manager(request -> Reply.json("{\"state\":\"Disabled\"}"));

        assertThat(refused(opened().prove()).message()).contains("in state Disabled");
    }

    @Test
    void withoutTheBundleTheCertificateIsRefusedAndTheRemedySaysWhere() {
        cluster.connection(connection(1, Specs.withSecret(), null));

        CloudProblem problem = refused(opened().prove());

        assertThat(problem.reason()).isEqualTo(Reason.Unreachable);
        assertThat(problem.remedy()).contains("caBundleRef");
    }

    @Test
    void whatIsMissingIsRefusedByName() {
        assertThat(refused(connections.open("shop", "zone")).reason()).isEqualTo(Reason.ConnectionNotFound);

        cluster.connection(connection(1, Specs.withSecret())).secret("shop", "azure", Map.of("clientId", Specs.CLIENT));
        assertThat(refused(connections.open("shop", "zone")).message())
                .isEqualTo("Secret shop/azure key clientSecret does not exist");
    }

    @Test
    void clientsAreKeptUntilTheSecretChanges() {
        cluster.connection(connection(1, Specs.withSecret()));
        AzureAccess first = opened();
        assertThat(opened()).isSameAs(first);

        cluster.secret("shop", "azure", Map.of("clientId", Specs.CLIENT, "clientSecret", "n3w"));

        assertThat(opened()).isNotSameAs(first);
    }

    @Test
    void aResourceIsRead() {
        manager(request -> Reply.json("{\"name\":\"a\"}").with("Retry-After", "17"));

        ArmReply reply = arm().get(PATH, API);

        assertThat(reply).isInstanceOfSatisfying(ArmReply.Ok.class, ok -> {
            assertThat(ok.status()).isEqualTo(200);
            assertThat(ok.body().path("name").asText()).isEqualTo("a");
            assertThat(ok.retryAfter()).hasValue(Duration.ofSeconds(17));
            assertThat(ok.operation()).isEmpty();
        });
    }

    @Test
    void aResourceIsMade() {
        manager(request -> Reply.of(202, "")
                .with("Azure-AsyncOperation", azure.address() + "/operations/1?api-version=1")
                .with("Location", azure.address() + "/results/1")
                .with("Retry-After", "5"));
        JsonNode body = JsonNodeFactory.instance.objectNode().put("location", "germanywestcentral");

        ArmReply reply = arm().put(PATH, API, body);

        assertThat(reply).isInstanceOfSatisfying(ArmReply.Ok.class, ok -> {
            assertThat(ok.status()).isEqualTo(202);
            assertThat(ok.body().isMissingNode()).isTrue();
            assertThat(ok.operation()).hasValue(URI.create(azure.address() + "/operations/1?api-version=1"));
        });
        Request made = azure.requests().getLast();
        assertThat(made.method()).isEqualTo("PUT");
        assertThat(made.target()).hasToString(PATH + "?api-version=" + API);
        assertThat(made.headers()).containsEntry("content-type", "application/json");
        assertThat(made.body()).isEqualTo("{\"location\":\"germanywestcentral\"}");
    }

    @Test
    void eachVerbIsSent() {
        manager(request -> Reply.of(204, ""));
        Arm arm = arm();
        JsonNode body = JsonNodeFactory.instance.objectNode();

        List<ArmReply> replies =
                List.of(arm.patch(PATH, API, body), arm.post(PATH + "/listKeys", API, body), arm.delete(PATH, API));

        assertThat(replies)
                .allSatisfy(reply -> assertThat(reply)
                        .isInstanceOfSatisfying(
                                ArmReply.Ok.class, ok -> assertThat(ok.status()).isEqualTo(204)));
        assertThat(azure.requests().stream().skip(1).map(Request::method)).containsExactly("PATCH", "POST", "DELETE");
    }

    @Test
    void anOperationIsLookedAtWithItsOwnQuery() {
        manager(request -> Reply.json("{\"status\":\"InProgress\"}"));

        assertThat(arm().look(URI.create(azure.address() + "/operations/1?api-version=1&t=abc")))
                .isInstanceOf(ArmReply.Ok.class);
        assertThat(azure.requests().getLast().target()).hasToString("/operations/1?api-version=1&t=abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example.org/operations/1",
                "http://localhost/operations/1",
                "https://localhost.evil.example.org/operations/1",
                "https://notlocalhost/operations/1",
                "/operations/1"
            })
    void ourTokenGoesNowhereElse(String elsewhere) {
        manager(request -> Reply.of(202, "").with("Location", elsewhere));
        Arm arm = arm();

        assertThatIllegalArgumentException().isThrownBy(() -> arm.look(URI.create(elsewhere)));
        assertThat(arm.delete(PATH, API))
                .isInstanceOfSatisfying(
                        ArmReply.Ok.class, ok -> assertThat(ok.operation()).isEmpty());
    }

    @Test
    void whatIsNotThereIsNotFoundAndAMissingGroupIsAProblem() {
        Arm arm = arm();

        manager(request -> error(404, "ResourceNotFound"));
        assertThat(arm.get(PATH, API)).isInstanceOf(ArmReply.NotFound.class);
        manager(request -> Reply.of(404, ""));
        assertThat(arm.get(PATH, API)).isInstanceOf(ArmReply.NotFound.class);
        manager(request -> error(404, "ResourceGroupNotFound"));
        assertThat(arm.get(PATH, API)).isInstanceOf(ArmReply.Problem.class);
        manager(request -> error(404, "ParentResourceNotFound"));
        assertThat(arm.get(PATH, API)).isInstanceOf(ArmReply.Problem.class);
    }

    @Test
    void aBusyResourceManagerIsObeyedAndAskedOnce() {
        Arm arm = arm();
        manager(request -> error(429, "TooManyRequests").with("Retry-After", "30"));
        azure.forget();

        ArmReply reply = arm.get(PATH, API);

        assertThat(reply).isInstanceOfSatisfying(ArmReply.Problem.class, problem -> {
            assertThat(problem.problem().reason()).isEqualTo(Reason.Throttled);
            assertThat(problem.problem().retryAfter()).hasValue(Duration.ofSeconds(30));
        });
        assertThat(azure.requests().stream().filter(request -> !isSignIn(request)))
                .hasSize(1);
    }

    @Test
    void aPageOfAProxyIsReadByItsStatus() {
        manager(request -> Reply.of(502, "<html>Bad Gateway</html>"));

        assertThat(arm().get(PATH, API))
                .isInstanceOfSatisfying(
                        ArmReply.Problem.class,
                        problem -> assertThat(problem.problem().retryable()).isTrue());
    }

    @Test
    void aResourceManagerThatIsNotThereIsUnreachable() {
        Arm arm = arm();
        azure.close();

        assertThat(arm.get(PATH, API))
                .isInstanceOfSatisfying(
                        ArmReply.Problem.class,
                        problem -> assertThat(problem.problem().reason()).isEqualTo(Reason.Unreachable));
    }

    @Test
    void blobIsCalledByTheCloudsSuffix() {
        cluster.connection(connection(1, Specs.withSecret()));
        AzureAccess access = opened();

        assertThat(access.blobs("shoporders").getAccountUrl()).isEqualTo("https://shoporders.blob.storage.invalid");
        assertThat(access.locate("shoporders", "orders", "in/", true))
                .isEqualTo(
                        new BlobLocation(URI.create("https://shoporders.blob.storage.invalid"), "orders", "in/", true));
        assertThat(access.cloud().storageSuffix()).isEqualTo("storage.invalid");
    }

    @Test
    void anAccountWithoutAddressIsToldSo() {
        cluster.connection(connection(1, Specs.withSecret()));
        AzureAccess access = opened();

        RuntimeException failure = catchThrowableOfType(
                RuntimeException.class,
                () -> access.blobs("shoporders")
                        .getBlobContainerClient("orders")
                        .exists());

        assertThat(failure).isNotInstanceOf(BlobStorageException.class);
        assertThat(access.problem(failure, "look at container orders").message())
                .startsWith("look at container orders found no address for shoporders.blob.storage.invalid");
    }

    private Arm arm() {
        cluster.connection(connection(1, Specs.withSecret()));
        return opened().arm();
    }

    private Identity identity() {
        return switch (opened().prove()) {
            case Access.Granted<Identity>(Identity identity) -> identity;
            case Access.Refused<Identity>(CloudProblem problem) -> throw new AssertionError(problem);
        };
    }

    private AzureAccess opened() {
        return switch (connections.open("shop", "zone")) {
            case Access.Granted<AzureAccess>(AzureAccess access) -> access;
            case Access.Refused<AzureAccess>(CloudProblem problem) -> throw new AssertionError(problem);
        };
    }

    private static CloudProblem refused(Access<?> access) {
        return switch (access) {
            case Access.Granted<?> granted -> throw new AssertionError(granted);
            case Access.Refused<?>(CloudProblem problem) -> problem;
        };
    }

    private AzureConnection connection(long generation, Auth auth) {
        return connection(generation, auth, new CaBundleReference("ca", null));
    }

    private AzureConnection connection(long generation, Auth auth, @Nullable CaBundleReference bundle) {
        String here = azure.address().toString();
        AzureConnection connection = new AzureConnection();
        connection.setMetadata(new ObjectMetaBuilder()
                .withNamespace("shop")
                .withName("zone")
                .withUid("7d1e")
                .withGeneration(generation)
                .build());
        connection.setSpec(
                Specs.of(AzureEnvironment.Custom, new Endpoints(here, here, "storage.invalid"), auth, bundle));
        return connection;
    }

    private void manager(Function<Request, Reply> manager) {
        azure.answers(request -> isSignIn(request) ? signedIn() : manager.apply(request));
    }

    private void entra(int status, String description) {
        azure.answers(request -> Reply.of(
                        status,
                        "{\"error\":\"invalid_client\",\"error_description\":\"" + description
                                + " Trace ID: 11111111-2222-3333-4444-555555555555 Correlation ID: 66666666-7777-8888-9999-000000000000 Timestamp: 2026-11-01 10:00:00Z\"}")
                .with("Content-Type", "application/json"));
    }

    private static boolean isSignIn(Request request) {
        return request.path().endsWith("/oauth2/v2.0/token");
    }

    private static Reply signedIn() {
        return Reply.json("{\"token_type\":\"Bearer\",\"expires_in\":3599,\"access_token\":\"t0ken\"}");
    }

    private static Reply error(int status, String code) {
        return Reply.of(status, "{\"error\":{\"code\":\"" + code + "\",\"message\":\"Azure's own words\"}}")
                .with("Content-Type", "application/json");
    }
}
