package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable.Validation;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The corpus: resources that must be admitted and resources that must not, one file each. Of several documents in a file, each
 * is applied over the one before it; the last one is the one that counts. A rejected file says in its first line what the
 * message must say.
 */
class CorpusIT {

    private static final String CORPUS = "operator/controller/src/test/resources/corpus/";
    private static final String EXPECT = "# expect: ";

    private final KubernetesClient client = ApiServer.client();

    @TestFactory
    Stream<DynamicTest> accepted() {
        return ApiServer.files(CORPUS + "accepted", ".yaml").stream()
                .map(file -> dynamicTest(name(file), () -> admitted(file)));
    }

    @TestFactory
    Stream<DynamicTest> rejected() {
        return ApiServer.files(CORPUS + "rejected", ".yaml").stream()
                .map(file -> dynamicTest(name(file), () -> refused(file)));
    }

    /** Samples are applied as a person would: all documents of a file, in order. */
    @TestFactory
    Stream<DynamicTest> samples() {
        return ApiServer.files("samples", ".yaml").stream()
                .filter(file -> !file.endsWith("health_test.yaml"))
                .map(file ->
                        dynamicTest(ApiServer.file("samples").relativize(file).toString(), () -> admitted(file)));
    }

    private void admitted(Path file) {
        List<HasMetadata> made = new ArrayList<>();
        try {
            for (GenericKubernetesResource document : ApiServer.documents(file)) {
                made.add(apply(document));
            }
        } catch (KubernetesClientException e) {
            throw new AssertionError(file + " must be admitted: " + e.getMessage(), e);
        } finally {
            remove(made);
        }
    }

    private void refused(Path file) {
        String first = ApiServer.text(file).lines().findFirst().orElse("");
        assertThat(first)
                .as("first line of %s", file.getFileName())
                .startsWith(EXPECT)
                .hasSizeGreaterThan(EXPECT.length());
        List<GenericKubernetesResource> documents = ApiServer.documents(file);
        List<HasMetadata> made = new ArrayList<>();
        try {
            for (GenericKubernetesResource before : documents.subList(0, documents.size() - 1)) {
                made.add(apply(before));
            }
            KubernetesClientException refusal =
                    catchThrowableOfType(KubernetesClientException.class, () -> made.add(apply(documents.getLast())));
            assertThat(refusal).as("the refusal of %s", file).isNotNull();
            assertThat(refusal.getCode())
                    .as("of %s: %s", file, refusal.getMessage())
                    .isIn(400, 422);
            assertThat(refusal.getMessage()).as("of %s", file).contains(first.substring(EXPECT.length()));
        } finally {
            remove(made);
        }
    }

    private HasMetadata apply(GenericKubernetesResource document) {
        if (document.getMetadata().getNamespace() == null && !document.getKind().equals("Namespace")) {
            document.getMetadata().setNamespace("default");
        }
        namespaceOf(document);
        HasMetadata there = client.resource(document).get();
        if (there == null) {
            return client.resource(document).fieldValidation(Validation.STRICT).create();
        }
        if (document.getKind().equals("Namespace")) {
            return there;
        }
        document.getMetadata().setResourceVersion(there.getMetadata().getResourceVersion());
        return client.resource(document).fieldValidation(Validation.STRICT).update();
    }

    /** A file may be for a namespace that another file makes. */
    private void namespaceOf(HasMetadata document) {
        String namespace = document.getMetadata().getNamespace();
        if (namespace != null) {
            client.resource(new NamespaceBuilder()
                            .withNewMetadata()
                            .withName(namespace)
                            .endMetadata()
                            .build())
                    .serverSideApply();
        }
    }

    /** A namespace can't go while nobody ends its ending: it stays, for the next file that wants it. */
    private void remove(List<HasMetadata> made) {
        made.stream()
                .filter(each -> !each.getKind().equals("Namespace"))
                .forEach(each -> client.resource(each).delete());
    }

    private static String name(Path file) {
        return file.getFileName().toString().replace(".yaml", "");
    }
}
