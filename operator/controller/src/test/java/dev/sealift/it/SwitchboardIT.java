package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.Cutover;
import dev.sealift.api.LocalReference;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.Switch;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.api.bucket.BucketTarget;
import dev.sealift.engine.Begun;
import dev.sealift.engine.Operating;
import dev.sealift.engine.StepAction;
import dev.sealift.engine.cutover.DrillStep;
import dev.sealift.engine.cutover.SwitchStep;
import dev.sealift.engine.cutover.Switchboard;
import dev.sealift.lifecycle.Decision;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Observation;
import dev.sealift.lifecycle.OperationKey;
import dev.sealift.lifecycle.Step;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Consumers are moved and moved back, at a real API server. Of its controllers the test plays the Deployment's. */
class SwitchboardIT {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String SECRET = "AccountKey=do-not-show";

    private final KubernetesClient client = ApiServer.client();
    private final String namespace = "switch-" + UUID.randomUUID().toString().substring(0, 8);
    private final Switchboard switchboard = new Switchboard(client);
    private Journal journal = Journal.empty();
    private BucketMigration migration = new BucketMigration();

    @BeforeEach
    void consumers() {
        create(new NamespaceBuilder()
                .withNewMetadata()
                .withName(namespace)
                .endMetadata()
                .build());
        create(new ConfigMapBuilder()
                .withMetadata(named("shop"))
                .addToData("url", "https://orders.s3.eu-central-1.amazonaws.com")
                .addToData("currency", "EUR")
                .build());
        create(secret("shop", "connection", "aws"));
        create(secret("shop-azure", "connection", SECRET));
        create(new ServiceBuilder()
                .withMetadata(named("orders"))
                .withNewSpec()
                .withType("ExternalName")
                .withExternalName("orders.s3.eu-central-1.amazonaws.com")
                .endSpec()
                .build());
        create(deployment());
        migration = migration(List.of(
                configMap("shop", "url", "https://shoporders.blob.core.windows.net/orders"),
                configMap("shop", "engine", "azure"),
                secretFrom("shop", "connection", "shop-azure"),
                service("orders", "shoporders.blob.core.windows.net"),
                restart("shop")));
        journal = entry(journal, Step.Fence, 1);
    }

    @AfterEach
    void remove() {
        client.namespaces().withName(namespace).delete();
    }

    @Test
    void consumers_are_moved_and_moved_back() {
        over(1);

        assertThat(data()).containsEntry("url", "https://shoporders.blob.core.windows.net/orders");
        assertThat(data()).containsEntry("engine", "azure").containsEntry("currency", "EUR");
        assertThat(connection()).isEqualTo(SECRET);
        assertThat(externalName()).isEqualTo("shoporders.blob.core.windows.net");

        back();

        assertThat(data())
                .containsOnly(
                        Map.entry("url", "https://orders.s3.eu-central-1.amazonaws.com"), Map.entry("currency", "EUR"));
        assertThat(connection()).isEqualTo("aws");
        assertThat(externalName()).isEqualTo("orders.s3.eu-central-1.amazonaws.com");
    }

    @Test
    void a_workload_is_waited_for_and_restarted_once() {
        SwitchStep<BucketMigration> step = SwitchStep.over(switchboard);
        Operating<BucketMigration> operating = operating(Step.Cutover, 1);

        assertThat(step.begin(operating)).isInstanceOf(Begun.Running.class);
        long generation = deployed().getMetadata().getGeneration();

        assertThat(step.observe(operating).observation())
                .isEqualTo(new Observation.Running("waiting for Deployment shop to be available"));
        assertThat(step.begin(operating)).isInstanceOf(Begun.Running.class);
        assertThat(deployed().getMetadata().getGeneration()).isEqualTo(generation);
    }

    @Test
    void a_second_attempt_does_not_forget_what_was_before_the_first() {
        SwitchStep.<BucketMigration>over(switchboard).begin(operating(Step.Cutover, 1));

        over(2);
        back();

        assertThat(data()).containsEntry("url", "https://orders.s3.eu-central-1.amazonaws.com");
    }

    @Test
    void what_was_never_moved_is_not_moved_back() {
        StepAction<BucketMigration> step = SwitchStep.back(switchboard);

        assertThat(step.observe(operating(Step.Rollback, 1)).observation()).isInstanceOf(Observation.Ended.class);
        assertThat(data()).containsEntry("url", "https://orders.s3.eu-central-1.amazonaws.com");
    }

    @Test
    void obstacles_are_found_all_at_once_and_nothing_is_changed() {
        migration.setSpec(spec(List.of(
                configMap("absent", "url", "x"),
                secretFrom("shop", "connection", "absent"),
                service("kubernetes", "x.example"),
                restart("absent"),
                configMap("shop", "url", "changed"))));

        assertThat(switchboard.findings(migration))
                .extracting(Finding::message)
                .containsExactly(
                        "ConfigMap absent, key url does not exist",
                        "Secret absent, key connection does not exist",
                        "Service kubernetes does not exist",
                        "Deployment absent does not exist");
        assertThat(data()).containsEntry("url", "https://orders.s3.eu-central-1.amazonaws.com");
    }

    @Test
    void a_drill_before_a_cutover_says_what_a_rollback_would_do_and_does_none_of_it() {
        long generation = deployed().getMetadata().getGeneration();

        assertThat(drill())
                .isEqualTo(
                        "a rollback would move consumers back: ConfigMap shop, key url, ConfigMap shop, "
                                + "key engine, Secret shop, key connection, Service orders, Deployment shop. Nothing stands in its way");
        assertThat(data())
                .containsOnly(
                        Map.entry("url", "https://orders.s3.eu-central-1.amazonaws.com"), Map.entry("currency", "EUR"));
        assertThat(deployed().getMetadata().getGeneration()).isEqualTo(generation);
    }

    @Test
    void a_drill_after_a_cutover_leaves_consumers_where_they_are_and_finds_what_would_stop_a_rollback() {
        over(1);
        journal = succeeded(journal, Step.Fence, Step.Cutover);

        assertThat(drill()).endsWith("Nothing stands in its way");
        assertThat(externalName()).isEqualTo("shoporders.blob.core.windows.net");

        client.services().inNamespace(namespace).withName("orders").delete();
        assertThat(drill()).startsWith("1 obstacles: Service orders does not exist");

        client.secrets().inNamespace(namespace).withLabel("sealift.dev/kind").delete();
        assertThat(drill()).contains("which is gone: move consumers back by hand");
    }

    private String drill() {
        StepAction<BucketMigration> drill = new DrillStep<>(List.of(SwitchStep.back(switchboard)));
        Observation seen = drill.observe(operating(Step.Drill, 1)).observation();
        return seen instanceof Observation.Ended(Ending.Success success) ? success.message() : seen.toString();
    }

    private static Journal succeeded(Journal journal, Step... steps) {
        Journal done = journal;
        for (Step step : steps) {
            JournalEntry entry = done.last(step).orElseThrow();
            done = done.concluding(entry, Ending.completed("done"), Duration.ofMinutes(10), NOW);
        }
        return done;
    }

    @Test
    void a_refusal_is_told_with_the_servers_words() {
        client.resource(new ConfigMapBuilder(configMap()).withImmutable(true).build())
                .update();

        Begun begun = SwitchStep.<BucketMigration>over(switchboard).begin(operating(Step.Cutover, 1));

        assertThat(begun).isInstanceOfSatisfying(Begun.Refused.class, refused -> {
            assertThat(refused.failure().retryable()).isFalse();
            assertThat(refused.failure().message()).contains("immutable");
        });
    }

    private void over(int attempt) {
        drive(SwitchStep.over(switchboard), operating(Step.Cutover, attempt));
        journal = entry(journal, Step.Cutover, attempt);
    }

    private void back() {
        drive(SwitchStep.back(switchboard), operating(Step.Rollback, 1));
    }

    /** As the engine does: look, and begin the next part as long as there is one. */
    private void drive(StepAction<BucketMigration> step, Operating<BucketMigration> operating) {
        List<Observation> seen = new ArrayList<>();
        for (int turn = 0; turn < 10; turn++) {
            Observation observation = step.observe(operating).observation();
            seen.add(observation);
            if (observation instanceof Observation.Ended(Ending ending)) {
                assertThat(ending).isInstanceOf(Ending.Success.class);
                return;
            }
            if (observation instanceof Observation.Partly) {
                step.begin(operating);
                roll();
            }
        }
        throw new AssertionError("never done: " + seen);
    }

    /** What the controller of Deployments does in a cluster. */
    private void roll() {
        Deployment deployment = deployed();
        deployment.setStatus(new DeploymentStatusBuilder()
                .withObservedGeneration(deployment.getMetadata().getGeneration())
                .withReplicas(1)
                .withUpdatedReplicas(1)
                .withAvailableReplicas(1)
                .withReadyReplicas(1)
                .build());
        client.resource(deployment).updateStatus();
    }

    private Operating<BucketMigration> operating(Step step, int attempt) {
        return new Operating<>(migration, started(step, attempt), journal, NOW);
    }

    private Journal entry(Journal before, Step step, int attempt) {
        return before.with(started(step, attempt));
    }

    private JournalEntry started(Step step, int attempt) {
        OperationKey key = OperationKey.of(migration.getMetadata().getUid(), step, attempt);
        return JournalEntry.intended(new Decision.Begin(step, key, attempt, 0), 1, NOW, Map.of())
                .started("test");
    }

    private BucketMigration migration(List<Switch> switches) {
        BucketMigration made = new BucketMigration();
        made.setMetadata(new ObjectMetaBuilder(named("orders"))
                .withUid(UUID.randomUUID().toString())
                .build());
        made.setSpec(spec(switches));
        return made;
    }

    private static BucketMigrationSpec spec(List<Switch> switches) {
        return new BucketMigrationSpec(
                new BucketSource(new LocalReference("aws"), "orders", null, null, null, null),
                new BucketTarget(
                        new LocalReference("azure"), "rg", "shoporders", "orders", null, null, null, null, null),
                null,
                null,
                null,
                new Cutover(null, null, null, switches, null, null, null, null),
                null,
                null);
    }

    private static Switch configMap(String name, String key, String value) {
        return new Switch(new Switch.ConfigMapValue(name, key, value), null, null, null);
    }

    private static Switch secretFrom(String name, String key, String from) {
        return new Switch(
                null, new Switch.SecretValue(name, key, new Switch.SecretKey(from, "connection")), null, null);
    }

    private static Switch service(String name, String externalName) {
        return new Switch(null, null, new Switch.ExternalService(name, externalName), null);
    }

    private static Switch restart(String name) {
        return new Switch(null, null, null, new Switch.Workload(Switch.WorkloadKind.Deployment, name));
    }

    private Deployment deployment() {
        return new DeploymentBuilder()
                .withMetadata(named("shop"))
                .withNewSpec()
                .withReplicas(1)
                .withNewSelector()
                .addToMatchLabels("app", "shop")
                .endSelector()
                .withNewTemplate()
                .withNewMetadata()
                .addToLabels("app", "shop")
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName("shop")
                .withImage("shop")
                .endContainer()
                .endSpec()
                .endTemplate()
                .endSpec()
                .build();
    }

    private Secret secret(String name, String key, String value) {
        return new SecretBuilder()
                .withMetadata(named(name))
                .addToStringData(key, value)
                .build();
    }

    private ObjectMeta named(String name) {
        return new ObjectMetaBuilder().withName(name).withNamespace(namespace).build();
    }

    private <T extends HasMetadata> T create(T resource) {
        return client.resource(resource).create();
    }

    private ConfigMap configMap() {
        return client.configMaps().inNamespace(namespace).withName("shop").get();
    }

    private Map<String, String> data() {
        return configMap().getData();
    }

    private String connection() {
        Secret found = client.secrets().inNamespace(namespace).withName("shop").get();
        return new String(Base64.getDecoder().decode(found.getData().get("connection")), StandardCharsets.UTF_8);
    }

    private String externalName() {
        Service found =
                client.services().inNamespace(namespace).withName("orders").get();
        return found.getSpec().getExternalName();
    }

    private Deployment deployed() {
        return client.apps()
                .deployments()
                .inNamespace(namespace)
                .withName("shop")
                .get();
    }
}
