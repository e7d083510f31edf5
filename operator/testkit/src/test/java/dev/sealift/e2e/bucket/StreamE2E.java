package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.VerdictInput;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Secrecy;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.azure.AzureDoubleAdmin;
import dev.sealift.testkit.faults.Faults;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * Workers move the bytes themselves, one is killed in the midst of a large object, and every byte is compared. The target takes no
 * more than some blocks of that object until the kill.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StreamE2E {

    private static final Duration SOON = Duration.ofMinutes(5);
    private static final String FILM = "film.bin";
    private static final int BLOCKS = 12;
    private static final int BEFORE_THE_KILL = 5;

    private final Lab lab = Lab.open();
    private final AzureDoubleAdmin azure = lab.azureDouble();
    private final Tenant tenant = Tenant.of(lab, "e2e-stream");
    private final String account = "strm" + Long.toString(System.currentTimeMillis(), 36);
    private final String blocks = account + "\\.blob\\.[^/]+/orders/film\\.bin\\?.*comp=block(&|$)";
    private final Bucket bucket = Bucket.empty(lab.s3(), account);
    private final Container container = new Container(tenant, account, "orders");
    private final Followed<BucketMigration> films = new Followed<>(tenant, BucketMigration.class, "films");

    @BeforeAll
    void fill() {
        byte[] film = new byte[BLOCKS * (8 << 20) - 7];
        new Random(11).nextBytes(film);
        bucket.put(FILM, film);
        bucket.putOdd();
        bucket.putPlain(30, 100_000);
        azure.faults()
                .add(new Faults.Rule(
                        "PUT", blocks, BEFORE_THE_KILL, 100_000, new Faults.Refuse(503, "ServerBusy", "busy", null)));
        tenant.key("aws", Lab.accessKeyId(), Lab.secretAccessKey());
        tenant.apply(
                Resources.filled(StreamE2E.class, "stream.yaml", Map.of("BUCKET", bucket.name(), "ACCOUNT", account)));
    }

    @AfterAll
    void leave() {
        azure.faults().clear(blocks);
        films.delete();
        lab.close();
    }

    @Test
    @Order(1)
    void a_killed_worker_is_replaced_by_one_that_goes_on_inside_the_object() {
        await("some blocks have arrived").atMost(SOON).until(() -> timesPut().size() == BEFORE_THE_KILL);
        Set<String> staged = timesPut().keySet();
        Pod worker = films.pods("FullCopy").getFirst();
        lab.kubernetes().resource(worker).withGracePeriod(0).delete();
        azure.faults().clear(blocks);

        MigrationStatus status = films.awaitedReady();

        assertThat(Followed.is(status, CutoverReady))
                .as("%s", status.conditions())
                .isTrue();
        assertThat(timesPut()).hasSize(BLOCKS);
        assertThat(timesPut())
                .as("what had arrived was not sent again")
                .allSatisfy((block, times) ->
                        assertThat(staged.contains(block) ? times : 1).as(block).isEqualTo(1));
        assertThat(films.jobs("FullCopy")).hasSize(1);
    }

    @Test
    @Order(2)
    void the_status_says_who_moved_the_bytes_and_that_all_were_compared() {
        MigrationStatus status = films.status();

        assertThat(status.findings()).anySatisfy(finding -> {
            assertThat(finding.check()).isEqualTo("Engine");
            assertThat(finding.item()).isEqualTo("Stream");
        });
        assertThat(status.input("Differences")).get().satisfies(input -> {
            assertThat(input.value()).isEqualTo("0 of " + bucket.size());
            assertThat(input.digest()).startsWith("sha256:");
        });
    }

    @Test
    @Order(3)
    void every_object_has_arrived_with_bytes_type_and_metadata() throws Exception {
        container.assertHolds(bucket);
    }

    @Test
    @Order(4)
    void a_byte_that_flips_at_the_target_withdraws_readiness_and_is_named() throws Exception {
        HttpResponse<byte[]> former = container.get("quote'and\"quote.txt");
        byte[] flipped = former.body().clone();
        flipped[flipped.length - 1] ^= 1;
        assertThat(container.putLike(former, "quote'and\"quote.txt", flipped)).isEqualTo(201);

        MigrationStatus status = films.awaited(
                "withdrawn",
                seen -> !Followed.is(seen, CutoverReady)
                        && seen.input("Differences").filter(VerdictInput::ok).isEmpty());

        assertThat(status.condition(CutoverReady)).get().satisfies(condition -> {
            assertThat(condition.reason()).isEqualTo("ValidationMismatch");
            assertThat(condition.message()).contains("quote'and\"quote.txt");
        });
    }

    @Test
    @Order(5)
    void the_key_in_the_secret_stays_there() {
        Secrecy.assertKept(tenant);
    }

    /** How often each block of the film was put and the target said so. */
    private Map<String, Long> timesPut() {
        return azure.timesPut(blocks);
    }
}
