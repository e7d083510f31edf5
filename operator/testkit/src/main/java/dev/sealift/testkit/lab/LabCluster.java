package dev.sealift.testkit.lab;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Container;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;

/** Starts the lab's cluster, finds it again, and removes it. */
public final class LabCluster {

    private final DockerClient docker = DockerClientFactory.lazyClient();
    private final LabSettings settings;

    private LabCluster(LabSettings settings) {
        this.settings = settings;
    }

    /**
     * {@code up} leaves a running cluster, and its kubeconfig in the file that {@code SEALIFT_LAB_KUBECONFIG} names; one that
     * runs already and is made of the same things stays. {@code down} leaves none.
     */
    public static void main(String[] arguments) throws IOException {
        var cluster = new LabCluster(LabSettings.from(System.getenv()));
        switch (String.join(" ", arguments)) {
            case "up" -> cluster.up();
            case "down" -> cluster.down();
            default -> throw new IllegalArgumentException("up or down is wanted");
        }
    }

    private void up() throws IOException {
        var existing = existing();
        if (existing.filter(this::isWanted).isPresent()) {
            return;
        }
        existing.ifPresent(this::remove);
        // Not closed: the container stays when this process ends.
        var node = new LabNode(settings);
        node.start();
        writeKubeconfig(node.getKubeConfigYaml());
    }

    private void down() throws IOException {
        existing().ifPresent(this::remove);
        Files.deleteIfExists(settings.kubeconfig());
    }

    private Optional<Container> existing() {
        return docker
                .listContainersCmd()
                .withShowAll(true)
                .withNameFilter(List.of("^/" + settings.name() + "$"))
                .exec()
                .stream()
                .findFirst();
    }

    private boolean isWanted(Container container) {
        return container.getState().equals("running")
                && Files.exists(settings.kubeconfig())
                && settings.fingerprint().equals(container.getLabels().get(LabNode.FINGERPRINT));
    }

    private void remove(Container container) {
        docker.removeContainerCmd(container.getId())
                .withForce(true)
                .withRemoveVolumes(true)
                .exec();
    }

    private void writeKubeconfig(String kubeconfig) throws IOException {
        var file = settings.kubeconfig();
        Files.deleteIfExists(file);
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(file, ownerOnly);
        Files.writeString(file, kubeconfig);
    }
}
