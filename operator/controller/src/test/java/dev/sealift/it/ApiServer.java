package dev.sealift.it;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/**
 * One real API server for all tests of a JVM, with the definitions of {@code crds/}. It has no controllers: nothing happens to
 * what is created. It authorizes by roles, as a cluster does; the tests themselves are {@code system:masters}.
 */
final class ApiServer {

    /** The version whose binaries {@code hack/lab/tools} prepares. */
    private static final String VERSION = "1.36.3";

    private static final Path REPOSITORY = repository();

    private static @Nullable KubernetesClient client;

    private ApiServer() {}

    /** A client that may do everything. The first call starts the server, which ends with the JVM. */
    static synchronized KubernetesClient client() {
        KubernetesClient started = client;
        if (started == null) {
            started = start();
            client = started;
        }
        return started;
    }

    /** The definitions, as the API server holds them. */
    static List<CustomResourceDefinition> definitions() {
        return client().apiextensions().v1().customResourceDefinitions().list().getItems();
    }

    /** A file or folder of the repository. */
    static Path file(String path) {
        return REPOSITORY.resolve(path);
    }

    /** The files below a folder of the repository that end like this, in order. */
    static List<Path> files(String folder, String ending) {
        try (Stream<Path> all = Files.walk(file(folder))) {
            return all.filter(each -> each.toString().endsWith(ending)).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The documents of a YAML file, in order. */
    static List<GenericKubernetesResource> documents(Path file) {
        return Arrays.stream(text(file).split("(?m)^---$"))
                .filter(document -> !document.replaceAll("(?m)^\\s*#.*$", "").isBlank())
                .map(document -> Serialization.unmarshal(document, GenericKubernetesResource.class))
                .toList();
    }

    private static KubernetesClient start() {
        KubeAPIServer server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withOfflineMode(true)
                .withTestDir(Objects.requireNonNull(
                        System.getProperty("sealift.kubeapi.dir"), "sealift.kubeapi.dir is not set: run make it"))
                .withApiServerVersion(VERSION)
                .withUpdateKubeConfig(false)
                .withStartupTimeout(120_000)
                .build());
        server.start();
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .build();
        install(client);
        return client;
    }

    private static void install(KubernetesClient client) {
        for (Path file : files("crds", ".yml")) {
            client.resource(text(file)).create();
        }
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> client.apiextensions().v1().customResourceDefinitions().list().getItems().stream()
                        .allMatch(ApiServer::isServed));
    }

    private static boolean isServed(CustomResourceDefinition definition) {
        return definition.getStatus() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(c -> c.getType().equals("Established")
                                && c.getStatus().equals("True"));
    }

    /** The first folder above that has a {@code crds}, wherever the tests are run from. */
    private static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("crds"))) {
            folder = Objects.requireNonNull(folder.getParent(), "no crds/ here or above");
        }
        return folder;
    }
}
