package dev.sealift.cloud;

import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;

/**
 * A service account's token as a file in a pod. The kubelet renews it in time:
 * https://kubernetes.io/docs/concepts/storage/projected-volumes/#serviceaccounttoken
 *
 * @param cloud sets the tokens of several clouds in one pod apart, such as {@code aws}
 */
public record ProjectedToken(String cloud, Federation federation) {

    private static final String FILE = "token";
    private static final long LIFETIME_SECONDS = 3600;

    /** The volume with the token. */
    public Volume volume() {
        return new VolumeBuilder()
                .withName(name())
                .withNewProjected()
                .addNewSource()
                .withNewServiceAccountToken()
                .withAudience(federation.audience())
                .withExpirationSeconds(LIFETIME_SECONDS)
                .withPath(FILE)
                .endServiceAccountToken()
                .endSource()
                .endProjected()
                .build();
    }

    /** Where a container sees it. */
    public VolumeMount mount() {
        return new VolumeMountBuilder()
                .withName(name())
                .withMountPath(directory())
                .withReadOnly(true)
                .build();
    }

    /** The file's path in a container. */
    public String file() {
        return directory() + "/" + FILE;
    }

    private String name() {
        return "sealift-" + cloud + "-token";
    }

    private String directory() {
        return "/var/run/secrets/sealift/" + cloud;
    }
}
