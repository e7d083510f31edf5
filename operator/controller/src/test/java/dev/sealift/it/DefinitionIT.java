package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What users are promised of every kind, read from the definitions as the API server holds them. */
class DefinitionIT {

    private final KubernetesClient client = ApiServer.client();

    @TestFactory
    Stream<DynamicTest> everyFieldIsExplained() {
        return ApiServer.definitions().stream()
                .map(definition -> dynamicTest(kind(definition), () -> {
                    List<String> silent = new ArrayList<>();
                    walk(definition, (path, schema) -> {
                        String description = schema.getDescription();
                        if (description == null || !description.endsWith(".")) {
                            silent.add(path);
                        }
                    });
                    assertThat(silent).as("fields without a sentence").isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> everyListSaysHowItMerges() {
        Map<String, List<String>> keys =
                Map.of("conditions", List.of("type"), "operations", List.of("step"), "verdict", List.of("input"));
        return ApiServer.definitions().stream()
                .map(definition -> dynamicTest(
                        kind(definition),
                        () -> walk(definition, (path, schema) -> {
                            if (!"array".equals(schema.getType())) {
                                return;
                            }
                            String name = path.substring(path.lastIndexOf('.') + 1);
                            assertThat(schema.getXKubernetesListType())
                                    .as(path)
                                    .isEqualTo(keys.containsKey(name) ? "map" : "atomic");
                            assertThat(schema.getXKubernetesListMapKeys())
                                    .as(path)
                                    .isEqualTo(keys.getOrDefault(name, List.of()));
                        })));
    }

    /** So that a rule's cost, and an object's size, has a bound. */
    @TestFactory
    Stream<DynamicTest> everyTextOfASpecIsBounded() {
        return ApiServer.definitions().stream()
                .map(definition -> dynamicTest(kind(definition), () -> {
                    List<String> boundless = new ArrayList<>();
                    walk(definition, (path, schema) -> {
                        boolean text = "string".equals(schema.getType()) && path.startsWith("spec.");
                        if (text
                                && schema.getMaxLength() == null
                                && schema.getEnum().isEmpty()
                                && !isBounded(schema.getPattern())) {
                            boundless.add(path);
                        }
                    });
                    assertThat(boundless).as("texts without an end").isEmpty();
                }));
    }

    @Test
    void columnsStandAsPromised() {
        assertThat(columns("bucketmigrations.sealift.dev"))
                .containsExactly("PHASE", "READY", "PROGRESS", "LAG", "CUTOVER", "AGE", "SOURCE", "TARGET", "MESSAGE");
        assertThat(columns("awsconnections.sealift.dev"))
                .containsExactly("READY", "ACCOUNT", "REGION", "AGE", "PRINCIPAL", "MESSAGE");
        assertThat(columns("azureconnections.sealift.dev"))
                .containsExactly("READY", "SUBSCRIPTION", "ENVIRONMENT", "AGE", "PRINCIPAL", "MESSAGE");
    }

    /** {@code kubectl get migrations} and its like. */
    @TestFactory
    Stream<DynamicTest> namesAreShort() {
        Map<String, List<String>> names = Map.of(
                "AwsConnection", List.of("awsc", "sealift", "connections"),
                "AzureConnection", List.of("azc", "sealift", "connections"),
                "BucketMigration", List.of("bktm", "sealift", "migrations"),
                "CacheMigration", List.of("cam", "sealift", "migrations"));
        return ApiServer.definitions().stream()
                .map(definition -> dynamicTest(kind(definition), () -> {
                    List<String> found =
                            new ArrayList<>(definition.getSpec().getNames().getShortNames());
                    found.addAll(definition.getSpec().getNames().getCategories());
                    assertThat(found).isEqualTo(names.get(kind(definition)));
                }));
    }

    /** Pairs of documents: what is created, and the spec that the API server must then hold. */
    @TestFactory
    Stream<DynamicTest> defaultsAppear() {
        return ApiServer.files("operator/controller/src/test/resources/corpus/defaults", ".yaml").stream()
                .map(file -> dynamicTest(file.getFileName().toString(), () -> {
                    List<GenericKubernetesResource> documents = ApiServer.documents(file);
                    GenericKubernetesResource given = documents.getFirst();
                    given.getMetadata().setNamespace("default");
                    GenericKubernetesResource made = client.resource(given).create();
                    try {
                        assertThat(made.getAdditionalProperties().get("spec"))
                                .isEqualTo(documents
                                        .getLast()
                                        .getAdditionalProperties()
                                        .get("spec"));
                    } finally {
                        client.resource(made).delete();
                    }
                }));
    }

    private List<String> columns(String definition) {
        return client
                .apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition)
                .get()
                .getSpec()
                .getVersions()
                .getFirst()
                .getAdditionalPrinterColumns()
                .stream()
                .map(CustomResourceColumnDefinition::getName)
                .toList();
    }

    /** Of those patterns that we use without a length: they end, and repeat nothing without a limit. */
    private static boolean isBounded(String pattern) {
        return pattern != null && pattern.endsWith("$") && !pattern.matches(".*[+*].*");
    }

    private static String kind(CustomResourceDefinition definition) {
        return definition.getSpec().getNames().getKind();
    }

    private static void walk(CustomResourceDefinition definition, BiConsumer<String, JSONSchemaProps> visitor) {
        JSONSchemaProps root =
                definition.getSpec().getVersions().getFirst().getSchema().getOpenAPIV3Schema();
        assertThat(root.getDescription()).as("what the kind is").isNotBlank();
        Map<String, JSONSchemaProps> members = new HashMap<>(root.getProperties());
        // The API server's own.
        members.keySet().removeAll(List.of("apiVersion", "kind", "metadata"));
        members.forEach((name, member) -> walk(name, member, visitor));
    }

    private static void walk(String path, JSONSchemaProps schema, BiConsumer<String, JSONSchemaProps> visitor) {
        visitor.accept(path, schema);
        schema.getProperties().forEach((name, member) -> walk(path + "." + name, member, visitor));
        if (schema.getItems() != null) {
            schema.getItems()
                    .getSchema()
                    .getProperties()
                    .forEach((name, member) -> walk(path + "." + name, member, visitor));
        }
    }
}
