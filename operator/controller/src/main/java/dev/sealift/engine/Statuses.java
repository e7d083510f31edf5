package dev.sealift.engine;

import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;

/** Where statuses are kept. */
public interface Statuses {

    /**
     * Keeps the status if it differs from the resource's, and returns the resource as it then is.
     *
     * @throws io.fabric8.kubernetes.client.KubernetesClientException with code 409 if somebody has changed the resource meanwhile
     */
    <M extends Migration> M write(M migration, MigrationStatus status);
}
