package dev.sealift.app;

import dev.sealift.api.Condition;
import dev.sealift.api.ConditionType;
import dev.sealift.api.Migration;
import dev.sealift.api.MigrationStatus;
import dev.sealift.api.MigrationStatus.CutoverStatus;
import dev.sealift.api.MigrationStatus.Progress;
import dev.sealift.api.MigrationStatus.VerdictInput;
import dev.sealift.engine.Fleet;
import dev.sealift.lifecycle.Verdict;
import io.prometheus.client.Collector;
import io.prometheus.client.GaugeMetricFamily;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What there is, counted when Prometheus asks: it agrees with the statuses whatever was restarted or deleted, and the number of series
 * follows from the API's enumerations, not from how many migrations there are. The two that do are made only when they are asked for,
 * and for so many only.
 */
final class FleetMetrics extends Collector {

    /** More migrations than that get no series of their own. */
    static final int MOST_SERIES = 500;

    private final Fleet fleet;
    private final Leadership leadership;
    private final boolean perMigration;
    private final Clock clock;

    FleetMetrics(Fleet fleet, Leadership leadership, boolean perMigration, Clock clock) {
        this.fleet = fleet;
        this.leadership = leadership;
        this.perMigration = perMigration;
        this.clock = clock;
    }

    /** A migration and what its status says. */
    private record Seen(Migration migration, MigrationStatus status, Instant now) {

        String kind() {
            return migration.getKind();
        }

        Optional<Progress> progress() {
            return Optional.ofNullable(status.progress());
        }

        OptionalDouble lag() {
            return seconds(progress().map(Progress::lagSeconds));
        }

        OptionalDouble evidenceAge() {
            return age(status.input(Verdict.EVIDENCE_AGE).map(VerdictInput::observedAt));
        }

        /** How long writers have been kept from the source while consumers were not yet moved. */
        OptionalDouble fenced() {
            return age(Optional.ofNullable(status.cutover())
                    .filter(cutover -> cutover.completedAt() == null && cutover.rolledBackAt() == null)
                    .map(CutoverStatus::startedAt));
        }

        private OptionalDouble age(Optional<Instant> since) {
            return seconds(since.map(moment -> Duration.between(moment, now).toSeconds()));
        }

        private static OptionalDouble seconds(Optional<Long> seconds) {
            return seconds.map(value -> OptionalDouble.of(value)).orElseGet(OptionalDouble::empty);
        }
    }

    @Override
    public List<MetricFamilySamples> collect() {
        boolean leads = leadership.isHeld();
        Instant now = clock.instant();
        List<Seen> seen =
                leads ? fleet.migrations().map(migration -> see(migration, now)).toList() : List.of();
        Stream<MetricFamilySamples> families = Stream.of(
                new GaugeMetricFamily("sealift_operator_leads", "Whether this replica works", leads ? 1 : 0),
                resources(seen),
                conditions(seen),
                openOperations(seen),
                total(seen, "sealift_bytes_per_second", "Bytes a second, by all workers", Progress::bytesPerSecond),
                total(seen, "sealift_items_per_second", "Items a second, by all workers", Progress::itemsPerSecond),
                most(seen, "sealift_longest_lag_seconds", "How far the target is behind the source", Seen::lag),
                most(seen, "sealift_oldest_evidence_seconds", "Since the last comparison began", Seen::evidenceAge),
                most(seen, "sealift_longest_fence_seconds", "Since a cutover under way began", Seen::fenced));
        return Stream.concat(families, perMigration ? each(seen) : Stream.empty())
                .toList();
    }

    private static Seen see(Migration migration, Instant now) {
        return new Seen(migration, Objects.requireNonNullElse(migration.status(), MigrationStatus.EMPTY), now);
    }

    private static MetricFamilySamples resources(List<Seen> seen) {
        return counted(
                "sealift_migrations",
                "Migrations, by the phase that people see",
                List.of("kind", "phase", "ready"),
                seen.stream()
                        .map(each -> List.of(
                                each.kind(),
                                Objects.requireNonNullElse(each.status().phase(), "New"),
                                each.status()
                                        .condition(ConditionType.Ready)
                                        .map(condition -> condition.status().name())
                                        .orElse("Unknown"))));
    }

    private static MetricFamilySamples conditions(List<Seen> seen) {
        return counted(
                "sealift_conditions",
                "Migrations with a condition of that status, for that reason",
                List.of("kind", "type", "status", "reason"),
                seen.stream()
                        .flatMap(each ->
                                each.status().conditions().stream().map(condition -> labels(each.kind(), condition))));
    }

    private static List<String> labels(String kind, Condition condition) {
        return List.of(kind, condition.type().name(), condition.status().name(), condition.reason());
    }

    private static MetricFamilySamples openOperations(List<Seen> seen) {
        return counted(
                "sealift_open_operations",
                "Operations under way",
                List.of("kind", "step"),
                seen.stream()
                        .flatMap(each -> each.status().operations().stream()
                                .filter(operation -> !operation.state().isOver())
                                .map(operation -> List.of(each.kind(), operation.step()))));
    }

    private static MetricFamilySamples counted(
            String name, String help, List<String> labels, Stream<List<String>> values) {
        GaugeMetricFamily family = new GaugeMetricFamily(name, help, labels);
        values.collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .forEach(family::addMetric);
        return family;
    }

    private static MetricFamilySamples total(
            List<Seen> seen, String name, String help, Function<Progress, @Nullable Long> rate) {
        GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of("kind"));
        byKind(seen)
                .forEach((kind, ofKind) -> family.addMetric(
                        List.of(kind),
                        ofKind.stream()
                                .flatMap(each -> each.progress().map(rate).stream())
                                .mapToLong(Long::longValue)
                                .sum()));
        return family;
    }

    private static MetricFamilySamples most(
            List<Seen> seen, String name, String help, Function<Seen, OptionalDouble> measure) {
        GaugeMetricFamily family =
                new GaugeMetricFamily(name, help + ", of the migration where it is most", List.of("kind"));
        byKind(seen)
                .forEach((kind, ofKind) -> family.addMetric(
                        List.of(kind),
                        ofKind.stream()
                                .map(measure)
                                .flatMapToDouble(OptionalDouble::stream)
                                .max()
                                .orElse(0)));
        return family;
    }

    private static Map<String, List<Seen>> byKind(List<Seen> seen) {
        return seen.stream().collect(Collectors.groupingBy(Seen::kind));
    }

    private static Stream<MetricFamilySamples> each(List<Seen> seen) {
        return Stream.of(
                each(seen, "sealift_lag_seconds", "How far the target is behind the source", Seen::lag),
                each(seen, "sealift_evidence_age_seconds", "Since the last comparison began", Seen::evidenceAge));
    }

    private static MetricFamilySamples each(
            List<Seen> seen, String name, String help, Function<Seen, OptionalDouble> measure) {
        GaugeMetricFamily family = new GaugeMetricFamily(name, help, List.of("kind", "namespace", "name"));
        seen.stream()
                .limit(MOST_SERIES)
                .forEach(each -> measure.apply(each).ifPresent(value -> family.addMetric(name(each), value)));
        return family;
    }

    private static List<String> name(Seen seen) {
        return List.of(
                seen.kind(),
                seen.migration().getMetadata().getNamespace(),
                seen.migration().getMetadata().getName());
    }
}
