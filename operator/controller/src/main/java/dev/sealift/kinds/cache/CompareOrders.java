package dev.sealift.kinds.cache;

import dev.sealift.api.ValidationSample;
import dev.sealift.api.cache.CacheMigration;
import dev.sealift.api.cache.CacheMigrationSpec;
import dev.sealift.api.worker.RedisCompareOrder;
import dev.sealift.api.worker.RedisCompareOrder.Depth;
import dev.sealift.api.worker.RedisCompareOrder.Reading;
import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.kinds.Compared;
import dev.sealift.lifecycle.Crossing;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Verdict;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Validate: a worker walks both sides and compares. What it finds is the evidence that the verdict rests on. */
final class CompareOrders implements Orders<CacheMigration> {

    static final int REPORT_LINES = 500;

    private static final Set<ReportLine.Kind> DIFFERENCES = Set.of(ReportLine.Kind.Different, ReportLine.Kind.Missing);

    /** While the source is written to, a difference must outlast what the mover needs to bring a change over. */
    private static final Looks UNDER_WRITES = new Looks(4, 2000);

    /** While nobody writes, every second counts. */
    private static final Looks IN_A_CUTOVER = new Looks(2, 500);

    private record Looks(int count, long pauseMillis) {}

    private final Sides sides;

    CompareOrders(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Draft draft(Operating<CacheMigration> operating) {
        return sides.draft(operating, () -> order(operating));
    }

    private static Draft.Order order(Operating<CacheMigration> operating) {
        CacheMigrationSpec spec = operating.migration().spec();
        boolean cuttingOver = isCuttingOver(operating.journal());
        Looks looks = cuttingOver ? IN_A_CUTOVER : UNDER_WRITES;
        RedisCompareOrder order = new RedisCompareOrder(
                operating.entry().key().value(),
                Sides.locate(spec.source().endpoint()),
                Sides.locate(spec.target().endpoint()),
                reading(spec),
                spec.transfer().ttlTolerance().getDuration().toMillis(),
                cuttingOver ? 0 : spec.transfer().keysPerSecond(),
                looks.count(),
                looks.pauseMillis(),
                spec.validation().repair(),
                REPORT_LINES);
        return new Draft.Order("redis-compare", order, Sides.access(spec), Optional.empty());
    }

    private static boolean isCuttingOver(Journal journal) {
        Crossing crossing = new Crossing(journal);
        return crossing.isBegun() && crossing.completedAt().isEmpty();
    }

    private static Reading reading(CacheMigrationSpec spec) {
        ValidationSample sample =
                Objects.requireNonNullElseGet(spec.validation().sample(), ValidationSample::defaults);
        Depth depth = switch (spec.validation().mode()) {
            case SizeAndTime -> Depth.None;
            case Sample -> Depth.Sample;
            case Full -> Depth.All;
        };
        return new Reading(depth, sample.objects(), sample.seed());
    }

    @Override
    public Verdicts read(Operating<CacheMigration> operating, WorkOutcome outcome) {
        return Verdicts.of(
                outcome.succeeded()
                        ? compared(outcome)
                        : new Ending.Failure(outcome.reason(), outcome.message(), outcome.retryable(), Map.of()));
    }

    private static Ending compared(WorkOutcome outcome) {
        long differences = Stream.of(Fact.DIFFERENT_ITEMS, Fact.MISSING_ITEMS)
                .mapToLong(fact -> Compared.number(outcome, fact))
                .sum();
        return Compared.ending(outcome, "keys", differences, DIFFERENCES, List.of(RedisFact.REPAIRED));
    }

    /** What else the comparison found that a person should see beside the verdict, or that withholds it. */
    static List<Verdict.Input> furtherInputs(CacheMigration migration, Journal journal) {
        return journal.last(Step.Validate).filter(_ -> journal.hasEverSucceeded(Step.Validate)).stream()
                .flatMap(entry -> Stream.of(
                        Compared.extra(
                                "ExtraKeys", migration.spec().validation().extraItems(), entry),
                        changing(journal, entry)))
                .toList();
    }

    /** Keys that changed under the comparison's eyes; after a fence there must be none. */
    private static Verdict.Input changing(Journal journal, JournalEntry compared) {
        long changing = compared.number(Fact.PENDING_ITEMS).orElse(0L);
        Optional<Instant> fenced = new Crossing(journal).fencedAt().filter(_ -> isCuttingOver(journal));
        boolean strict = fenced.filter(compared::succeededSince).isPresent();
        return Compared.input(
                "KeysChanging",
                String.valueOf(changing),
                strict ? "0" : "any; they are looked at again",
                compared,
                !strict || changing == 0,
                strict && changing > 0 ? "somebody still writes to the source" : null);
    }
}
