package dev.sealift.e2e.bucket;

import static dev.sealift.api.ConditionType.CutoverReady;
import static dev.sealift.api.ConditionType.Stalled;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.VerdictInput;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.e2e.Followed;
import dev.sealift.e2e.Lab;
import dev.sealift.e2e.Resources;
import dev.sealift.e2e.Tenant;
import dev.sealift.testkit.azure.AzureDoubleAdmin;
import dev.sealift.testkit.faults.Faults;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Ten faults in a row on one migration, in an order that its seed says, while the source goes on changing: what was written during
 * each arrives nevertheless, and in the end both sides are equal.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@EnabledIfSystemProperty(named = "sealift.e2e.size", matches = "full")
class StormE2E {

    private static final Duration PATIENCE = Duration.ofMinutes(6);
    private static final long SEED = Long.getLong("sealift.e2e.seed", 20261121);

    private final Lab lab = Lab.open();
    private final AzureDoubleAdmin azure = lab.azureDouble();
    private final Tenant tenant = Tenant.of(lab, "e2e-storm");
    private final String account = "storm" + Long.toString(System.currentTimeMillis(), 36);
    private final String s3 = account + "[./?]";
    private final String blobs = account + "\\.blob\\.";
    private final String arm = "management\\.azure\\.com/.*" + account;
    private final Bucket bucket = Bucket.empty(lab.s3(), account);
    private final Container container = new Container(tenant, account, "orders");
    private final Followed<BucketMigration> orders = new Followed<>(tenant, BucketMigration.class, "orders");

    /** What goes wrong. */
    private sealed interface Fault {

        /** Requests to Azure end badly, so many of them. */
        record AtAzure(String target, int times, Faults.Effect effect) implements Fault {}

        /** Requests to S3 end badly, so many of them. */
        record AtS3(String target, int times, Faults.Effect effect) implements Fault {}

        /** Pods vanish, as with the machine under them. */
        record Pods(String namespace, String label) implements Fault {}

        /** The API server ends, and begins again. */
        record ApiServer() implements Fault {}
    }

    private List<Fault> faults() {
        List<Fault> faults = Stream.of(
                        new Fault.Pods(Lab.OPERATOR, "app.kubernetes.io/name=sealift"),
                        new Fault.Pods(tenant.namespace(), "app.kubernetes.io/managed-by=sealift"),
                        new Fault.AtAzure(blobs, 12, refused(503, "ServerBusy", Duration.ofSeconds(1))),
                        new Fault.AtAzure(blobs, 10, new Faults.DropAfter()),
                        new Fault.AtAzure(blobs, 20, new Faults.Delay(Duration.ofSeconds(3))),
                        new Fault.AtAzure(arm, 10, refused(429, "TooManyRequests", Duration.ofSeconds(2))),
                        new Fault.AtS3(s3, 8, refused(500, "InternalError", null)),
                        new Fault.AtS3(s3, 8, refused(503, "SlowDown", Duration.ofSeconds(1))),
                        new Fault.AtS3(s3, 8, new Faults.Truncate(10)),
                        new Fault.ApiServer())
                .collect(Collectors.toCollection(ArrayList::new));
        Collections.shuffle(faults, new Random(SEED));
        return faults;
    }

    private static Faults.Effect refused(int status, String code, @Nullable Duration rest) {
        return new Faults.Refuse(status, code, "as the test wishes", rest);
    }

    @BeforeAll
    void begin() {
        bucket.putPlain(40, 50_000);
        tenant.apply(
                Resources.filled(StormE2E.class, "story.yaml", Map.of("BUCKET", bucket.name(), "ACCOUNT", account)));
    }

    @AfterAll
    void leave() {
        clearFaults();
        orders.delete();
        lab.close();
    }

    /** Those of other tests stay. */
    private void clearFaults() {
        azure.faults().clear(blobs);
        azure.faults().clear(arm);
        lab.s3Faults().clear(s3);
    }

    @Test
    @Order(1)
    void what_is_written_during_each_fault_arrives() throws Exception {
        List<Fault> faults = faults();
        for (int number = 0; number < faults.size(); number++) {
            strike(faults.get(number));
            String key = "written during fault %d.txt".formatted(number);
            byte[] content = "%d: %s".formatted(number, faults.get(number)).getBytes(StandardCharsets.UTF_8);
            bucket.put(key, content);

            await("seed %d, %d: %s".formatted(SEED, number, faults.get(number)))
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofSeconds(1))
                    .ignoreExceptionsInstanceOf(IOException.class)
                    .ignoreExceptionsInstanceOf(KubernetesClientException.class)
                    .until(() -> Arrays.equals(container.get(key).body(), content));
        }
    }

    private void strike(Fault fault) throws IOException, InterruptedException {
        switch (fault) {
            case Fault.AtS3(String target, int times, Faults.Effect effect) ->
                lab.s3Faults().add(new Faults.Rule("GET|HEAD", target, 0, times, effect));
            case Fault.AtAzure(String target, int times, Faults.Effect effect) ->
                azure.faults().add(new Faults.Rule(null, target, 0, times, effect));
            case Fault.ApiServer _ -> endApiServer();
            case Fault.Pods(String namespace, String label) ->
                pods(namespace, label)
                        .forEach(pod -> lab.kubernetes()
                                .resource(pod)
                                .withGracePeriod(0)
                                .delete());
        }
    }

    private static void endApiServer() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("docker", "exec", Lab.name(), "pkill", "-KILL", "kube-apiserver")
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
    }

    private List<Pod> pods(String namespace, String label) {
        return lab.kubernetes()
                .pods()
                .inNamespace(namespace)
                .withLabelSelector(label)
                .list()
                .getItems();
    }

    @Test
    @Order(2)
    void both_sides_are_equal_in_the_end() throws Exception {
        clearFaults();
        MigrationStatus status = orders.awaited(
                "all compared, and ready",
                seen -> Followed.is(seen, CutoverReady)
                        && seen.input("Differences")
                                .map(VerdictInput::value)
                                .filter(("0 of " + bucket.size())::equals)
                                .isPresent());

        assertThat(status.condition(Stalled)).get().matches(stalled -> !stalled.isTrue());
        for (Map.Entry<String, byte[]> object : bucket.objects().entrySet()) {
            assertThat(container.get(object.getKey()).body())
                    .as(object.getKey())
                    .isEqualTo(object.getValue());
        }
    }
}
