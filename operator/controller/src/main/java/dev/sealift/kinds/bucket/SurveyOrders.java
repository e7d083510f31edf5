package dev.sealift.kinds.bucket;

import dev.sealift.api.Cutover;
import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.MigrationStatus.Severity;
import dev.sealift.api.bucket.ArchivedObjects;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.BucketSource;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.bucket.UnsupportedObjects;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.Restoration;
import dev.sealift.api.worker.SurveyOrder;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.engine.cutover.Switchboard;
import dev.sealift.kinds.Bytes;
import dev.sealift.kinds.Findings;
import dev.sealift.lifecycle.Ending;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Preflight: a worker lists the bucket from where the copy will run, and the operator asks both clouds about settings. All that is
 * wrong is found at once.
 */
final class SurveyOrders implements Orders<BucketMigration> {

    static final int REPORT_LINES = 500;

    private static final int NAMED = 3;

    private static final String ARCHIVED = "ArchivedObjects";

    /** The check of what a worker met. */
    private static final String SURVEY = "Survey";

    /** With what a worker's reasons begin that are about the target. */
    private static final String TARGET = "Target";

    private final Sides sides;
    private final Switchboard switchboard;

    SurveyOrders(Sides sides, Switchboard switchboard) {
        this.sides = sides;
        this.switchboard = switchboard;
    }

    @Override
    public Draft draft(Operating<BucketMigration> operating) {
        return switch (sides.open(operating.migration())) {
            case Sides.Both both -> order(operating, both);
            case Sides.Closed closed ->
                new Draft.Refused(Findings.failed(closed.findings(), false), Optional.of(closed.findings()));
        };
    }

    private static Draft order(Operating<BucketMigration> operating, Sides.Both both) {
        var spec = operating.migration().spec();
        TargetChecks target = new TargetChecks(both.azure(), spec.target(), spec.transfer());
        return new Draft.Order(
                "survey",
                new SurveyOrder(
                        operating.entry().key().value(),
                        both.source(spec.source()),
                        both.target(spec.target(), target.hierarchicalNamespace()),
                        target.state(),
                        spec.source().versions() == BucketSource.Versions.Report,
                        spec.transfer().carry().tags(),
                        REPORT_LINES),
                both.podAccess(),
                Optional.empty());
    }

    @Override
    public Verdicts read(Operating<BucketMigration> operating, WorkOutcome outcome) {
        List<Finding> findings = new ArrayList<>();
        Optional<EngineChoice> choice = Optional.empty();
        switch (sides.open(operating.migration())) {
            case Sides.Both both -> {
                findings.addAll(asked(operating.migration(), both));
                choice = Optional.of(choice(operating, both, outcome, findings));
            }
            case Sides.Closed closed -> findings.addAll(closed.findings());
        }
        findings.addAll(switchboard.findings(operating.migration()));
        choice.map(EngineChoice::finding).ifPresent(findings::add);
        findings.addAll(surveyed(operating.migration().spec(), outcome, findings));
        findings.addAll(unknownTimeZones(operating.migration().spec().transfer()));
        nothingSelected(operating.migration().spec().source(), outcome).ifPresent(findings::add);
        findings.sort(Comparator.comparing(Finding::severity));
        return new Verdicts(ending(findings, outcome, choice), Optional.of(findings));
    }

    private static EngineChoice choice(
            Operating<BucketMigration> operating, Sides.Both both, WorkOutcome outcome, List<Finding> findings) {
        var spec = operating.migration().spec();
        return EngineChoice.of(new EngineChoice.Known(
                spec.transfer().engine(),
                both.source(spec.source()),
                EngineChoice.beyondAzCopy(spec.transfer()),
                findings.stream()
                        .filter(finding -> finding.check().equals(SourceChecks.NETWORK))
                        .map(Finding::message)
                        .findFirst(),
                Optional.ofNullable(outcome.facts().get(Fact.SOURCE_CREDENTIALS_EXPIRE))
                        .map(Instant::parse),
                count(outcome, Fact.SOURCE_ITEMS).orElse(0L),
                count(outcome, Fact.SOURCE_BYTES).orElse(0L),
                count(outcome, Fact.ARCHIVED_ITEMS).orElse(0L),
                operating.now()));
    }

    private static List<Finding> asked(BucketMigration migration, Sides.Both both) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(new SourceChecks(both.aws(), migration.spec().source()).findings());
        findings.addAll(new TargetChecks(
                        both.azure(),
                        migration.spec().target(),
                        migration.spec().transfer())
                .findings());
        findings.addAll(new LifecycleChecks(both, migration).findings());
        if (migration.spec().cutover().fence() == Cutover.Fence.ReadOnly) {
            BucketFencing.obstacle(both.aws(), migration.spec().source()).ifPresent(findings::add);
        }
        return findings;
    }

    private static List<Finding> surveyed(BucketMigrationSpec spec, WorkOutcome outcome, List<Finding> known) {
        BucketTransfer transfer = spec.transfer();
        List<Finding> findings = new ArrayList<>(outcome.succeeded() ? List.of() : troubles(spec, outcome, known));
        count(outcome, Fact.UNSUPPORTED_ITEMS)
                .map(count -> left(
                        transfer.unsupportedObjects(),
                        "UnsupportedKeys",
                        count,
                        outcome,
                        List.of(ReportLine.Kind.Unsupported),
                        "Blob Storage can't hold",
                        "transfer.unsupportedObjects"))
                .ifPresent(findings::add);
        count(outcome, Fact.ARCHIVED_ITEMS)
                .map(count -> archived(transfer, count, outcome))
                .ifPresent(findings::add);
        tooDeep(transfer, outcome).ifPresent(findings::add);
        count(outcome, Fact.COLLIDING_ITEMS)
                .map(count -> colliding(count, outcome))
                .ifPresent(findings::add);
        oldVersions(outcome).ifPresent(findings::add);
        if (outcome.succeeded()) {
            findings.add(new Finding(Severity.Info, SURVEY, null, sizeText(outcome), null));
        }
        return findings;
    }

    private static Finding archived(BucketTransfer transfer, long count, WorkOutcome outcome) {
        String named = named(outcome, List.of(ReportLine.Kind.Archived));
        String archived = "%d objects, %s, are archived"
                .formatted(count, Bytes.text(count(outcome, Fact.ARCHIVED_BYTES).orElse(0L)));
        return switch (transfer.archivedObjects()) {
            case Fail ->
                new Finding(
                        Severity.Error,
                        ARCHIVED,
                        named,
                        archived + " and can't be read until they are restored",
                        "set transfer.archivedObjects to Restore to have them restored, which AWS charges for, or to Skip to leave them out; all are in the report");
            case Skip ->
                new Finding(Severity.Warning, ARCHIVED, named, archived + " and are left out", "all are in the report");
            case Restore ->
                new Finding(
                        Severity.Warning,
                        ARCHIVED,
                        named,
                        "%s, and when the copy begins, S3 is asked to restore those that the target lacks, by %s and for %d days"
                                .formatted(
                                        archived,
                                        transfer.restore().tier(),
                                        transfer.restore().days()),
                        "AWS charges for the requests, the retrieval, and the restored copies as long as they are kept; with goal: Assess nothing is asked for");
        };
    }

    private static Optional<Finding> tooDeep(BucketTransfer transfer, WorkOutcome outcome) {
        boolean expedited = transfer.archivedObjects() == ArchivedObjects.Restore
                && transfer.restore().tier() == Restoration.Tier.Expedited;
        return count(outcome, Fact.DEEP_ARCHIVED_ITEMS)
                .filter(count -> expedited)
                .map(count -> new Finding(
                        Severity.Error,
                        ARCHIVED,
                        null,
                        "%d objects are in DEEP_ARCHIVE, from which S3 restores nothing by Expedited".formatted(count),
                        "set transfer.restore.tier to Standard or Bulk"));
    }

    /** Which of the two would arrive is chance, so there is nothing to skip. */
    private static Finding colliding(long count, WorkOutcome outcome) {
        return new Finding(
                Severity.Error,
                "CollidingKeys",
                named(outcome, List.of(ReportLine.Kind.Collision)),
                "%d objects need another object to be a directory, and the account's hierarchical namespace can't hold both"
                        .formatted(count),
                "rename one of each pair, leave one out by source.exclude, or use an account without a hierarchical namespace; all are in the report");
    }

    private static Optional<Finding> oldVersions(WorkOutcome outcome) {
        long versions = count(outcome, Fact.OLD_VERSIONS).orElse(0L);
        long markers = count(outcome, Fact.DELETE_MARKERS).orElse(0L);
        long bytes = count(outcome, Fact.OLD_VERSION_BYTES).orElse(0L);
        return versions + markers == 0
                ? Optional.empty()
                : Optional.of(
                        new Finding(
                                Severity.Warning,
                                "OldVersions",
                                named(outcome, List.of(ReportLine.Kind.OldVersions)),
                                "%d noncurrent versions, %s, and %d delete markers are not copied"
                                        .formatted(versions, Bytes.text(bytes), markers),
                                "copy by hand what is needed of them, and keep the bucket until nobody asks for the rest; all are in the report"));
    }

    private static String named(WorkOutcome outcome, List<ReportLine.Kind> kinds) {
        return outcome.worst().stream()
                .filter(line -> kinds.contains(line.kind()))
                .limit(NAMED)
                .map(line -> "%s (%s)".formatted(line.item(), line.detail()))
                .collect(Collectors.joining(", "));
    }

    /** Admission knows the form of a time zone's name, but not the list of them. */
    private static List<Finding> unknownTimeZones(BucketTransfer transfer) {
        return transfer.bandwidth().schedule().stream()
                .map(hours -> hours.hours().timeZone())
                .distinct()
                .filter(zone -> !ZoneId.getAvailableZoneIds().contains(zone))
                .map(zone -> new Finding(
                        Severity.Error,
                        "Bandwidth",
                        zone,
                        "there is no time zone of that name",
                        "correct transfer.bandwidth.schedule; use a name such as Europe/Berlin"))
                .toList();
    }

    /** An empty bucket may be meant; patterns that leave nothing of a bucket seldom are. */
    private static Optional<Finding> nothingSelected(BucketSource source, WorkOutcome outcome) {
        boolean patterns = !source.include().isEmpty() || !source.exclude().isEmpty();
        return outcome.succeeded()
                        && patterns
                        && count(outcome, Fact.SOURCE_ITEMS).isEmpty()
                ? Optional.of(
                        new Finding(
                                Severity.Warning,
                                SURVEY,
                                source.bucket(),
                                "source.include and source.exclude leave no object",
                                "a pattern is over the whole key, source.prefix and all, and * stops at a slash: **/*.csv takes every key that ends in .csv"))
                : Optional.empty();
    }

    /** What the worker met, where the copy will run, and we did not: names that don't resolve, firewalls, other identities. */
    private static List<Finding> troubles(BucketMigrationSpec spec, WorkOutcome outcome, List<Finding> known) {
        List<Finding> met = outcome.worst().stream()
                .filter(line -> line.kind() == ReportLine.Kind.Failed)
                .filter(line -> !told(line.item(), known))
                .map(line -> trouble(spec, line.item(), line.detail(), outcome.retryable()))
                .toList();
        boolean silent = met.isEmpty() && known.stream().noneMatch(Findings::isError);
        return silent ? List.of(trouble(spec, outcome.reason(), outcome.message(), outcome.retryable())) : met;
    }

    /** Whether we have found by ourselves what the worker's reason means. */
    private static boolean told(String reason, List<Finding> known) {
        Set<String> checks = switch (reason) {
            case "TargetNotFound" -> Set.of(TargetChecks.CHECK, TargetChecks.CONTAINER);
            case "TargetPermissionMissing" -> Set.of(TargetChecks.PERMISSION);
            default -> reason.startsWith(TARGET) ? Set.of() : Set.of(SourceChecks.CHECK);
        };
        return known.stream().filter(Findings::isError).anyMatch(finding -> checks.contains(finding.check()));
    }

    private static Finding trouble(BucketMigrationSpec spec, String reason, String said, boolean retryable) {
        String item = reason.startsWith(TARGET)
                ? spec.target().storageAccount()
                : spec.source().bucket();
        return Findings.met(SURVEY, item, said, retryable);
    }

    private static Finding left(
            UnsupportedObjects wish,
            String check,
            long count,
            WorkOutcome outcome,
            List<ReportLine.Kind> kinds,
            String what,
            String field) {
        String named = named(outcome, kinds);
        return switch (wish) {
            case Fail ->
                new Finding(
                        Severity.Error,
                        check,
                        named,
                        "%d objects %s".formatted(count, what),
                        "rename or remove them, or set %s: Skip to leave them out; all are in the report"
                                .formatted(field));
            case Skip ->
                new Finding(
                        Severity.Warning,
                        check,
                        named,
                        "%d objects %s and are left out".formatted(count, what),
                        "all are in the report");
        };
    }

    private static Ending ending(List<Finding> findings, WorkOutcome outcome, Optional<EngineChoice> choice) {
        List<Finding> errors = findings.stream().filter(Findings::isError).toList();
        return errors.isEmpty()
                ? Ending.completed(Findings.passed(sizeText(outcome), findings), measured(outcome, choice))
                : Findings.failed(errors, outcome.retryable() && errors.stream().allMatch(SurveyOrders::isMet));
    }

    /** What a worker met may have passed when the next one looks; what we found by asking stays until somebody mends it. */
    private static boolean isMet(Finding error) {
        return error.check().equals(SURVEY);
    }

    private static String sizeText(WorkOutcome outcome) {
        long items = Long.parseLong(outcome.facts().getOrDefault(Fact.SOURCE_ITEMS, "0"));
        long bytes = Long.parseLong(outcome.facts().getOrDefault(Fact.SOURCE_BYTES, "0"));
        return "the source holds %d objects, %s".formatted(items, Bytes.text(bytes));
    }

    private static Map<String, String> measured(WorkOutcome outcome, Optional<EngineChoice> choice) {
        Map<String, String> facts = new HashMap<>();
        for (String fact : List.of(Fact.SOURCE_ITEMS, Fact.SOURCE_BYTES, Fact.UNSUPPORTED_ITEMS, Fact.ARCHIVED_ITEMS)) {
            Optional.ofNullable(outcome.facts().get(fact)).ifPresent(value -> facts.put(fact, value));
        }
        choice.ifPresent(chosen -> {
            facts.put(EngineChoice.ENGINE, chosen.engine().name());
            facts.put(EngineChoice.WHY, chosen.why());
        });
        return facts;
    }

    private static Optional<Long> count(WorkOutcome outcome, String fact) {
        return Optional.ofNullable(outcome.facts().get(fact)).map(Long::valueOf).filter(count -> count > 0);
    }
}
