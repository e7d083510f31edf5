package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Objects;

/**
 * The only writer of a migration's status. It writes under the resource's version, so that an intent decided from a stale copy is
 * refused by the API server rather than carried out, and only what has changed.
 */
public final class StatusWriter implements Statuses {

    private final KubernetesClient client;
    private final Transitions transitions;

    /** Writes with this client and tells of transitions by these events. */
    public StatusWriter(KubernetesClient client, Events events) {
        this.client = client;
        this.transitions = new Transitions(events);
    }

    @Override
    public <M extends Migration> M write(M migration, MigrationStatus status) {
        MigrationStatus before = Objects.requireNonNullElse(migration.status(), MigrationStatus.EMPTY);
        if (status.equals(before)) {
            return migration;
        }
        M changed = client.getKubernetesSerialization().clone(migration);
        changed.keep(status);
        M written = client.resource(changed).lockResourceVersion().updateStatus();
        transitions.tell(written, before, status);
        return written;
    }
}
