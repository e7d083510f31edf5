package dev.sealift.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Reason;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The chart's dashboard and alerts ask for nothing that the operator does not export. */
class MetricsInChartTest {

    private static final Path FILES = Path.of("../../helm-chart/files");

    /** A metric, and the labels that are asked of it, if any are; no function. */
    private static final Pattern SELECTOR =
            Pattern.compile("\\b([a-z][a-z0-9_]*_[a-z0-9_]+)\\b(?!\\()(?:\\{([^}]*)})?");

    private static final Pattern MATCHER = Pattern.compile("(\\w+)\\s*(?:=~|!~|!=|=)\\s*\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|without)\\s*\\(([^)]*)\\)");
    private static final Pattern LEGEND = Pattern.compile("\\{\\{\\s*(?:\\$labels\\.)?(\\w+)\\s*}}");

    /** The names and labels that are exported. */
    private static final Map<String, Set<String>> EXPORTED = exported();

    /** An expression, and what is said beside it. */
    private record Query(String name, String expression, String texts) {

        List<MatchResult> selectors() {
            return SELECTOR.matcher(GROUPING.matcher(expression).replaceAll(" "))
                    .results()
                    .toList();
        }

        Set<String> metrics() {
            return selectors().stream().map(found -> found.group(1)).collect(Collectors.toSet());
        }

        Set<String> labelsOfAll() {
            return metrics().stream()
                    .flatMap(metric -> EXPORTED.getOrDefault(metric, Set.of()).stream())
                    .collect(Collectors.toSet());
        }

        Stream<String> groupings() {
            return GROUPING.matcher(expression)
                    .results()
                    .flatMap(found -> Arrays.stream(found.group(1).split(",")))
                    .map(String::strip);
        }
    }

    @TestFactory
    Stream<DynamicTest> dashboard() {
        return panels().map(query -> dynamicTest(query.name(), () -> check(query)));
    }

    @TestFactory
    Stream<DynamicTest> alerts() {
        return rules().map(rule -> dynamicTest(rule.path("alert").asText(), () -> {
            check(query(rule));
            assertThat(rule.at("/annotations/summary").asText()).isNotBlank();
            assertThat(rule.at("/annotations/description").asText())
                    .as("what to do")
                    .hasSizeGreaterThan(40)
                    .endsWith(".");
            assertThat(rule.at("/labels/severity").asText()).isIn("info", "warning", "critical");
        }));
    }

    @Test
    void there_is_a_dashboard_and_there_are_alerts() {
        assertThat(panels()).hasSizeGreaterThan(15);
        assertThat(rules()).hasSizeGreaterThan(5);
    }

    /** Or somebody would look for it in vain. */
    @Test
    void all_that_is_measured_of_all_migrations_is_shown() {
        Set<String> shown = panels().flatMap(query -> query.metrics().stream()).collect(Collectors.toSet());

        assertThat(Measured.everything().samples().stream()
                        .map(MetricsInChartTest::metric)
                        .map(metric -> metric.replaceAll("_(count|sum|max|bucket)$", ""))
                        .filter(metric -> !metric.equals("sealift_lag_seconds"))
                        .filter(metric -> !metric.equals("sealift_evidence_age_seconds"))
                        .filter(metric -> shown.stream().noneMatch(each -> each.startsWith(metric))))
                .isEmpty();
    }

    private static void check(Query query) {
        assertThat(query.selectors()).as(query.expression()).isNotEmpty();
        for (MatchResult selector : query.selectors()) {
            String metric = selector.group(1);
            assertThat(EXPORTED).as(query.expression()).containsKey(metric);
            checkMatchers(EXPORTED.getOrDefault(metric, Set.of()), selector.group(2) == null ? "" : selector.group(2));
        }
        assertThat(query.groupings()).as("grouped by").isSubsetOf(query.labelsOfAll());
        assertThat(LEGEND.matcher(query.texts()).results().map(found -> found.group(1)))
                .as("named in the text")
                .isSubsetOf(query.labelsOfAll());
    }

    private static void checkMatchers(Set<String> labels, String matchers) {
        MATCHER.matcher(matchers).results().forEach(matcher -> {
            assertThat(labels).contains(matcher.group(1));
            Stream<String> values = Arrays.stream(matcher.group(2).split("\\|"));
            switch (matcher.group(1)) {
                case "reason" -> assertThat(values).isSubsetOf(names(Reason.values()));
                case "type" -> assertThat(values).isSubsetOf(names(ConditionType.values()));
                default -> assertThat(matcher.group(2)).isNotEmpty();
            }
        });
    }

    private static Set<String> names(Enum<?>[] values) {
        return Arrays.stream(values).map(Enum::name).collect(Collectors.toSet());
    }

    private static Map<String, Set<String>> exported() {
        Map<String, Set<String>> exported = new HashMap<>();
        Measured.everything()
                .samples()
                .forEach(sample -> exported.computeIfAbsent(metric(sample), _ -> new HashSet<>())
                        .addAll(labels(sample)));
        return exported;
    }

    private static String metric(String sample) {
        return sample.split("[{ ]", 2)[0];
    }

    private static Set<String> labels(String sample) {
        return MATCHER.matcher(sample).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static Stream<Query> panels() {
        return read("dashboard.json")
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets")
                        .valueStream()
                        .map(target -> new Query(
                                panel.path("title").asText() + " "
                                        + target.path("refId").asText(),
                                target.path("expr").asText(),
                                target.path("legendFormat").asText())));
    }

    private static Stream<JsonNode> rules() {
        return read("alerts.yaml")
                .valueStream()
                .flatMap(group -> group.path("rules").valueStream());
    }

    private static Query query(JsonNode rule) {
        return new Query(
                rule.path("alert").asText(),
                rule.path("expr").asText(),
                rule.path("annotations").toString());
    }

    private static JsonNode read(String file) {
        try {
            return Serialization.unmarshal(Files.readString(FILES.resolve(file)), JsonNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
