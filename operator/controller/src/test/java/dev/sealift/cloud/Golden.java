package dev.sealift.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.tools.worker.PodAccess;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Compares with a file under {@code src/test/resources/golden}. */
public final class Golden {

    private Golden() {}

    /** What the pod is given is, as YAML, what the file says. */
    public static void assertSame(String file, PodAccess access) {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("environment", access.environment());
        shown.put("volumes", access.volumes());
        shown.put("mounts", access.mounts());
        access.serviceAccountName().ifPresent(name -> shown.put("serviceAccountName", name));
        access.caBundle().ifPresent(bundle -> shown.put("caBundle", bundle));
        assertSame(file, (Object) shown);
    }

    /** What is built is, as YAML, what the file says. */
    public static void assertSame(String file, Object built) {
        assertThat(Serialization.asYaml(built).strip()).isEqualTo(read(file).strip());
    }

    private static String read(String file) {
        try (InputStream in = Objects.requireNonNull(Golden.class.getResourceAsStream("/golden/" + file), file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
