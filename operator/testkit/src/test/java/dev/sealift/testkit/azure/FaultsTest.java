package dev.sealift.testkit.azure;

import static com.azure.core.http.HttpMethod.GET;
import static com.azure.core.http.HttpMethod.PUT;
import static dev.sealift.testkit.azure.Clients.ACCOUNTS;
import static dev.sealift.testkit.azure.Clients.SECRET;
import static dev.sealift.testkit.azure.Clients.account;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.azure.core.http.HttpMethod;
import com.azure.storage.blob.models.BlobStorageException;
import dev.sealift.testkit.azure.Clients.Reply;
import dev.sealift.testkit.faults.Faults;
import dev.sealift.testkit.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lets things go wrong, and only when told to. */
class FaultsTest {

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

    @Test
    void theNextTwoRequestsAreThrottled() {
        azure.admin()
                .faults()
                .add(new Faults.Rule(
                        "GET",
                        "/resourceGroups/",
                        0,
                        2,
                        new Faults.Refuse(
                                429, "TooManyRequests", "The request is being throttled.", Duration.ofSeconds(17))));

        Reply first = clients.arm(GET, Seed.GROUP_ID);

        assertThat(first.status()).isEqualTo(429);
        assertThat(first.code()).isEqualTo("TooManyRequests");
        assertThat(first.header("Retry-After")).isEqualTo("17");
        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(429);
        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(200);
    }

    @Test
    void theThirdRequestFails() {
        azure.admin()
                .faults()
                .add(new Faults.Rule(
                        null, "/resourceGroups/", 2, 1, new Faults.Refuse(503, "ServerBusy", "busy", null)));

        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(200);
        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(200);
        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(503);
        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(200);
    }

    @Test
    void aRefusalHasTheFormOfItsService() {
        clients.makeAccount(azure, "orders", "");
        azure.admin().faults().once("blob.core.windows.net", new Faults.Refuse(503, "ServerBusy", "busy", null));

        assertThatThrownBy(() -> clients.blobs("orders", clients.sealift())
                        .getBlobContainerClient("data")
                        .exists())
                .isInstanceOfSatisfying(
                        BlobStorageException.class,
                        refusal -> assertThat(String.valueOf(refusal.getErrorCode()))
                                .isEqualTo("ServerBusy"));
    }

    @Test
    void aDroppedRequestWasNotDone() {
        azure.admin().faults().add(new Faults.Rule("PUT", "storageAccounts/orders", 0, 1, new Faults.Drop()));

        assertThatThrownBy(() -> clients.arm(PUT, ORDERS, account(""))).isInstanceOf(RuntimeException.class);

        assertThat(clients.arm(GET, ORDERS).status()).isEqualTo(404);
        assertThat(azure.admin().requests("PUT", "orders")).hasSize(1);
    }

    @Test
    void anAnswerThatWasLostWasDoneAllTheSame() {
        azure.admin().faults().add(new Faults.Rule("PUT", "storageAccounts/orders", 0, 1, new Faults.DropAfter()));

        assertThatThrownBy(() -> clients.arm(PUT, ORDERS, account(""))).isInstanceOf(RuntimeException.class);

        assertThat(clients.arm(GET, ORDERS).status()).isEqualTo(200);
    }

    @Test
    void aDelayedRequestIsDone() {
        azure.admin().faults().once("resourceGroups", new Faults.Delay(Duration.ofMillis(300)));
        Instant began = Instant.now();

        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(200);

        assertThat(Duration.between(began, Instant.now())).isGreaterThanOrEqualTo(Duration.ofMillis(300));
    }

    @Test
    void aLieSaysSucceededThoughNothingWasMade() {
        azure.admin().faults().once("storageAccounts/orders", new Faults.Pretend());

        Reply reply = clients.arm(PUT, ORDERS, account(""));

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.body().at("/properties/provisioningState").asText()).isEqualTo("Succeeded");
        assertThat(clients.arm(GET, ORDERS).code()).isEqualTo("ResourceNotFound");
        assertThat(azure.admin().requests("PUT", "orders"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.fault()).isEqualTo("Pretend"));
    }

    @Test
    void anythingCanBeSaid() {
        azure.admin()
                .faults()
                .once("resourceGroups", new Faults.Say(200, Json.object().put("name", "atlantis")));

        assertThat(clients.arm(GET, Seed.GROUP_ID).body().path("name").asText()).isEqualTo("atlantis");
    }

    @Test
    void aCreationMayFailInTheEnd() {
        azure.admin()
                .faults()
                .once("storageAccounts/orders", new Faults.FailLater("StorageAccountCreationFailed", "No capacity."));

        Reply accepted = clients.arm(PUT, ORDERS, account(""));
        assertThat(accepted.status()).isEqualTo(202);
        assertThat(clients.arm(GET, ORDERS)
                        .body()
                        .at("/properties/provisioningState")
                        .asText())
                .isEqualTo("Creating");
        azure.admin().advance(Duration.ofSeconds(3));

        Reply outcome = clients.arm(clients.sealift(), Clients.ARM, HttpMethod.GET, accepted.header("Location"), "");
        assertThat(outcome.code()).isEqualTo("StorageAccountCreationFailed");
        assertThat(clients.arm(GET, ORDERS).code()).isEqualTo("ResourceNotFound");
    }

    @Test
    void operationsTakeAsLongAsTheTestSays() {
        azure.admin().operationsTake(Duration.ofMinutes(5));

        assertThat(clients.arm(PUT, ORDERS, account("")).header("Retry-After")).isEqualTo("17");
        azure.admin().advance(Duration.ofMinutes(4));
        assertThat(clients.arm(GET, ORDERS)
                        .body()
                        .at("/properties/provisioningState")
                        .asText())
                .isEqualTo("ResolvingDNS");
    }

    @Test
    void aResetForgetsEverything() {
        clients.makeAccount(azure, "orders", "");
        azure.admin().faults().once("resourceGroups", new Faults.Drop());

        azure.admin().reset();

        assertThat(azure.admin().requests(".*", ".*")).isEmpty();
        assertThat(clients.arm(GET, ORDERS).status()).isEqualTo(404);
        assertThat(clients.arm(GET, Seed.GROUP_ID).status()).isEqualTo(200);
    }
}
