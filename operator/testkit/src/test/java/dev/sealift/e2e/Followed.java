package dev.sealift.e2e;

import static org.awaitility.Awaitility.await;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.Sealift;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;

/** A migration, as the person follows it who has applied it. */
public record Followed<M extends CustomResource<?, MigrationStatus>>(Tenant tenant, Class<M> kind, String name) {

    private static final Duration PATIENCE = Duration.ofMinutes(15);

    /** What its status says; nothing yet, before it has one. */
    public MigrationStatus status() {
        M found = resource().get();
        MigrationStatus status = found == null ? null : found.getStatus();
        return Objects.requireNonNullElse(status, MigrationStatus.EMPTY);
    }

    /** The first status that is as wished. */
    public MigrationStatus awaited(String what, Predicate<MigrationStatus> wish) {
        return await(what)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofSeconds(1))
                .failFast(name + " is gone", () -> resource().get() == null)
                .until(this::status, wish);
    }

    /** The first status that says that the cutover is ready. A migration that stalls is not waited for. */
    public MigrationStatus awaitedReady() {
        return awaited(
                "CutoverReady, or stalled",
                status -> is(status, ConditionType.CutoverReady) || is(status, ConditionType.Stalled));
    }

    /** Whether the condition is there and True. */
    public static boolean is(MigrationStatus status, ConditionType type) {
        return status.condition(type).filter(Condition::isTrue).isPresent();
    }

    /** Its report on a step, an item a line. */
    public String report(String step) {
        return Optional.ofNullable(client().configMaps()
                        .inNamespace(tenant.namespace())
                        .withName(name + "-report")
                        .get())
                .map(ConfigMap::getData)
                .map(data -> data.get(step + ".jsonl"))
                .orElse("");
    }

    /** What happened to it. */
    public List<Event> events() {
        return client().v1().events().inNamespace(tenant.namespace()).list().getItems().stream()
                .filter(event -> name.equals(event.getInvolvedObject().getName()))
                .toList();
    }

    /** The Jobs that work or worked for one of its steps. */
    public List<Job> jobs(String step) {
        return client().batch()
                .v1()
                .jobs()
                .inNamespace(tenant.namespace())
                .withLabels(Map.of(Sealift.MIGRATION, name, Sealift.STEP, step))
                .list()
                .getItems();
    }

    /** The pods that work or worked for one of its steps. */
    public List<Pod> pods(String step) {
        return client().pods()
                .inNamespace(tenant.namespace())
                .withLabels(Map.of(Sealift.MIGRATION, name, Sealift.STEP, step))
                .list()
                .getItems();
    }

    /** Deletes it, and waits until nothing holds it any more. */
    public void delete() {
        resource().delete();
        await().atMost(Duration.ofMinutes(3)).until(() -> resource().get() == null);
    }

    /** The resource itself. */
    public Resource<M> resource() {
        return client().resources(kind).inNamespace(tenant.namespace()).withName(name);
    }

    private KubernetesClient client() {
        return tenant.lab().kubernetes();
    }
}
