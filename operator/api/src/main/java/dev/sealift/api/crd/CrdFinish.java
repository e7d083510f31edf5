package dev.sealift.api.crd;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.crdv2.generator.CRDPostProcessor;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What fabric8's generator has no annotation for, or gets wrong. */
final class CrdFinish implements CRDPostProcessor {

    /** Lists of the status that are maps by a key, so that server-side apply merges them by it. */
    private static final Map<String, String> MAP_LISTS =
            Map.of("conditions", "type", "operations", "step", "verdict", "input");

    /** The order in which a person reads them; the generator sorts by path. */
    private static final List<String> COLUMNS = List.of(
            "PHASE",
            "READY",
            "ACCOUNT",
            "SUBSCRIPTION",
            "REGION",
            "ENVIRONMENT",
            "PROGRESS",
            "LAG",
            "CUTOVER",
            "AGE",
            "PRINCIPAL",
            "SOURCE",
            "TARGET",
            "MESSAGE");

    /** What {@code kubectl explain} says of a kind; its members say the rest. */
    private static final Map<String, String> KINDS = Map.of(
            "AwsConnection", "An identity at AWS in one region.",
            "AzureConnection", "An identity at Azure in one subscription.",
            "BucketMigration",
                    "Moves an S3 bucket, or the part of it under a prefix, to a container of Azure Blob Storage or ADLS Gen2.",
            "CacheMigration",
                    "Moves a Redis or Valkey, such as an ElastiCache, to Azure Managed Redis or another Redis, while it is used.");

    private static final Map<String, String> MEMBERS =
            Map.of("spec", "What is wished for.", "status", "What is so, as far as the operator knows.");

    /** Durations that have no default; of the others the generator writes it in nanoseconds, and so tells which strings they are. */
    private static final Set<String> OPTIONAL_DURATIONS = Set.of("fullEvery");

    private static final Pattern NANOSECONDS = Pattern.compile("([0-9]+)ns");

    /** What both Kubernetes' rules and fabric8 read. */
    private static final String DURATION = "^([0-9]+(ms|s|m|h))+$";

    @Override
    public HasMetadata process(HasMetadata resource, String version) {
        CustomResourceDefinition definition = (CustomResourceDefinition) resource;
        boolean connection = definition.getSpec().getNames().getKind().endsWith("Connection");
        definition.getSpec().getNames().setCategories(List.of("sealift", connection ? "connections" : "migrations"));
        definition.getSpec().getVersions().forEach(CrdFinish::finish);
        definition
                .getSpec()
                .getVersions()
                .forEach(each -> describe(each, definition.getSpec().getNames().getKind()));
        return definition;
    }

    private static void finish(CustomResourceDefinitionVersion version) {
        List<CustomResourceColumnDefinition> columns = new ArrayList<>(version.getAdditionalPrinterColumns());
        columns.sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
        version.setAdditionalPrinterColumns(columns);
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setRequired(List.of("spec"));
        finish(root);
    }

    /** The three that stand in no record of ours. */
    private static void describe(CustomResourceDefinitionVersion version, String kind) {
        JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
        root.setDescription(Objects.requireNonNull(KINDS.get(kind), "a kind without a description"));
        root.getProperties().forEach((name, member) -> member.setDescription(MEMBERS.get(name)));
    }

    private static void finish(JSONSchemaProps schema) {
        withoutTwins(schema);
        if (schema.getProperties() != null) {
            schema.getProperties().forEach(CrdFinish::finish);
        }
    }

    private static void finish(String name, JSONSchemaProps schema) {
        finish(schema);
        if (schema.getItems() != null) {
            JSONSchemaProps items = schema.getItems().getSchema();
            finish(items);
            listOf(name, schema, items);
        }
        durationText(name, schema);
        boundedTime(schema);
        plainDefault(schema);
    }

    private static void listOf(String name, JSONSchemaProps list, JSONSchemaProps items) {
        String key = MAP_LISTS.get(name);
        if (key != null) {
            list.setXKubernetesListType("map");
            list.setXKubernetesListMapKeys(List.of(key));
            LinkedHashSet<String> required = new LinkedHashSet<>(List.of(key));
            required.addAll(items.getRequired());
            items.setRequired(List.copyOf(required));
        } else {
            list.setXKubernetesListType("atomic");
        }
    }

    /** A duration is a string of ours: bounded, so that rules may reckon with it, and written as people write it. */
    private static void durationText(String name, JSONSchemaProps schema) {
        JsonNode given = schema.getDefault();
        Matcher nanoseconds = NANOSECONDS.matcher(given == null ? "" : given.asText());
        boolean hasDefault = nanoseconds.matches();
        if (!hasDefault && !OPTIONAL_DURATIONS.contains(name)) {
            return;
        }
        schema.setPattern(DURATION);
        schema.setMaxLength(16L);
        if (hasDefault) {
            schema.setDefault(TextNode.valueOf(text(Duration.ofNanos(Long.parseLong(nanoseconds.group(1))))));
        }
    }

    private static String text(Duration duration) {
        if (duration.toSeconds() % 60 != 0) {
            return duration.toSeconds() + "s";
        }
        boolean hours = duration.toMinutes() % 60 == 0;
        return hours ? duration.toHours() + "h" : duration.toMinutes() + "m";
    }

    private static void boundedTime(JSONSchemaProps schema) {
        if ("date-time".equals(schema.getFormat())) {
            schema.setMaxLength(64L);
        }
    }

    /** The generator expands a default of {@code {}} and turns an empty string into null; the API server fills members itself. */
    private static void plainDefault(JSONSchemaProps schema) {
        JsonNode given = schema.getDefault();
        if (given != null && given.isObject()) {
            schema.setDefault(JsonNodeFactory.instance.objectNode());
        } else if (given != null && given.isNull()) {
            schema.setDefault(TextNode.valueOf(""));
        }
    }

    /** The generator emits a rule on a record once for the record and once for its canonical constructor. */
    private static void withoutTwins(JSONSchemaProps schema) {
        List<ValidationRule> rules = schema.getXKubernetesValidations();
        if (rules != null && !rules.isEmpty()) {
            schema.setXKubernetesValidations(new ArrayList<>(new LinkedHashSet<>(rules)));
        }
    }
}
