package dev.sealift.tools.worker;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.List;
import java.util.Optional;

/**
 * What a pod needs to be let into a cloud: environment, volumes and the service account whose token it shows. Secrets stand
 * in it by reference only.
 *
 * @param caBundle the volume with further certificate authorities, if the connection names one
 */
public record PodAccess(
        List<EnvVar> environment,
        List<Volume> volumes,
        List<VolumeMount> mounts,
        Optional<String> serviceAccountName,
        Optional<CaBundle> caBundle) {

    /** A ConfigMap's key with certificate authorities in PEM. */
    public record CaBundle(String configMap, String key) {}
}
