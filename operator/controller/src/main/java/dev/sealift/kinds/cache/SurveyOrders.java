package dev.sealift.kinds.cache;

import dev.sealift.api.MigrationStatus.Finding;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.RedisSurveyOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.engine.cutover.Switchboard;
import dev.sealift.kinds.Bytes;
import dev.sealift.kinds.Findings;
import dev.sealift.lifecycle.Ending;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Preflight: a worker asks both sides from where the copy will run what they are and can. All that is wrong is found at once. */
final class SurveyOrders implements Orders<CacheMigration> {

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
    public Draft draft(Operating<CacheMigration> operating) {
        return sides.draft(operating, () -> order(operating));
    }

    private static Draft.Order order(Operating<CacheMigration> operating) {
        CacheMigrationSpec spec = operating.migration().spec();
        RedisSurveyOrder order = new RedisSurveyOrder(
                operating.entry().key().value(),
                Sides.locate(spec.source().endpoint()),
                Sides.locate(spec.target().endpoint()),
                CompareOrders.REPORT_LINES);
        return new Draft.Order("redis-survey", order, Sides.access(spec), Optional.empty());
    }

    @Override
    public Verdicts read(Operating<CacheMigration> operating, WorkOutcome outcome) {
        CacheMigration migration = operating.migration();
        List<Finding> findings =
                new ArrayList<>(outcome.succeeded() ? seen(migration.spec(), outcome) : met(migration.spec(), outcome));
        findings.addAll(switchboard.findings(migration));
        findings.sort(Comparator.comparing(Finding::severity));
        return new Verdicts(ending(migration.spec(), findings, outcome), Optional.of(findings));
    }

    private static List<Finding> seen(CacheMigrationSpec spec, WorkOutcome outcome) {
        ModeChoice choice = choice(spec, outcome);
        List<Finding> findings = new ArrayList<>(new CacheChecks(spec, choice.mode(), outcome.facts()).findings());
        findings.add(choice.finding());
        return findings;
    }

    private static ModeChoice choice(CacheMigrationSpec spec, WorkOutcome outcome) {
        return ModeChoice.among(spec.transfer().mode(), outcome.facts());
    }

    /** A worker names each side that it can't reach by a line of its report. */
    private static List<Finding> met(CacheMigrationSpec spec, WorkOutcome outcome) {
        List<Finding> lines = outcome.worst().stream()
                .filter(line -> line.kind() == ReportLine.Kind.Failed)
                .map(line -> met(spec, line.item(), line.detail(), outcome.retryable()))
                .toList();
        return lines.isEmpty() ? List.of(met(spec, outcome.reason(), outcome.message(), outcome.retryable())) : lines;
    }

    private static Finding met(CacheMigrationSpec spec, String reason, String said, boolean retryable) {
        String item = reason.startsWith(TARGET)
                ? spec.target().endpoint().address()
                : spec.source().endpoint().address();
        return Findings.met(SURVEY, item, said, retryable);
    }

    private static Ending ending(CacheMigrationSpec spec, List<Finding> findings, WorkOutcome outcome) {
        List<Finding> errors = findings.stream().filter(Findings::isError).toList();
        if (!errors.isEmpty()) {
            boolean mayPass = errors.stream().allMatch(error -> error.check().equals(SURVEY));
            return Findings.failed(errors, outcome.retryable() && mayPass);
        }
        Map<String, String> facts = new HashMap<>(outcome.facts());
        facts.put(ModeChoice.MODE, choice(spec, outcome).mode().name());
        return Ending.completed(Findings.passed(sizeText(outcome), findings), facts);
    }

    private static String sizeText(WorkOutcome outcome) {
        Map<String, String> facts = outcome.facts();
        return "the source holds %s keys, %s"
                .formatted(
                        facts.getOrDefault(RedisFact.SOURCE + RedisFact.KEYS, "0"),
                        Bytes.text(Long.parseLong(facts.getOrDefault(RedisFact.SOURCE + RedisFact.MEMORY, "0"))));
    }
}
