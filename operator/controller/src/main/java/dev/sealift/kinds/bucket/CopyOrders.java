package dev.sealift.kinds.bucket;

import dev.sealift.api.bucket.ArchivedObjects;
import dev.sealift.api.bucket.BucketBandwidth;
import dev.sealift.api.bucket.BucketMetadata;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.BucketTransfer;
import dev.sealift.api.bucket.UnsupportedObjects;
import dev.sealift.api.worker.Bandwidth;
import dev.sealift.api.worker.Carriage;
import dev.sealift.api.worker.Carriage.MetadataRules;
import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.CopyOrder.Pass;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.Restoration;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Division;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.kinds.Bytes;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Repair;
import dev.sealift.lifecycle.Step;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** FullCopy and IncrementalSync: an engine in a worker, over everything or over what has changed since the last pass. */
final class CopyOrders implements Orders<BucketMigration> {

    private static final int NAMED = 3;

    private final Sides sides;

    CopyOrders(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Draft draft(Operating<BucketMigration> operating) {
        return sides.draft(operating, both -> order(operating, both));
    }

    private static Draft order(Operating<BucketMigration> operating, Sides.Both both) {
        BucketMigrationSpec spec = operating.migration().spec();
        CopyOrder.Engine engine = engine(operating);
        List<String> beyondAzCopy = EngineChoice.beyondAzCopy(spec.transfer());
        if (engine == CopyOrder.Engine.AzCopy && !beyondAzCopy.isEmpty()) {
            return unsuitable(beyondAzCopy);
        }
        Optional<Division> division = operating.entry().step() == Step.FullCopy
                ? Shards.ofCopy(operating, both.source(spec.source()))
                : Optional.empty();
        return new Draft.Order(
                "copy",
                new CopyOrder(
                        operating.entry().key().value(),
                        both.source(spec.source()),
                        both.target(spec.target(), Sides.hierarchical(operating)),
                        both.records(operating),
                        engine,
                        pass(operating),
                        spec.transfer().unsupportedObjects() == UnsupportedObjects.Skip,
                        carriage(spec.transfer()),
                        restoration(spec.transfer()),
                        spec.target().acl(),
                        bandwidth(spec.transfer().bandwidth())
                                .among(division.map(Division::parallelism).orElse(1)),
                        Deleting.by(spec.transfer(), operating.entry().step(), operating.journal()),
                        both.azure().cloud().storageSuffix(),
                        SurveyOrders.REPORT_LINES),
                both.podAccess(),
                Optional.of(spec.transfer().stateVolume()),
                division);
    }

    /** A spec that changes after Preflight is not checked again before the next pass. */
    private static Draft unsuitable(List<String> beyondAzCopy) {
        String message = "AzCopy can't do what %s says; set transfer.engine to Auto or Stream"
                .formatted(String.join(", ", beyondAzCopy));
        return new Draft.Refused(new Ending.Failure("EngineUnsuitable", message, false, Map.of()), Optional.empty());
    }

    /** As a person says, or else as Preflight found. */
    private static CopyOrder.Engine engine(Operating<BucketMigration> operating) {
        return switch (operating.migration().spec().transfer().engine()) {
            case AzCopy -> CopyOrder.Engine.AzCopy;
            case Stream -> CopyOrder.Engine.Stream;
            case Auto -> automatic(operating);
        };
    }

    private static CopyOrder.Engine automatic(Operating<BucketMigration> operating) {
        boolean possible = EngineChoice.beyondAzCopy(
                        operating.migration().spec().transfer())
                .isEmpty();
        return possible
                ? preflightFact(operating, EngineChoice.ENGINE)
                        .map(CopyOrder.Engine::valueOf)
                        .orElse(CopyOrder.Engine.AzCopy)
                : CopyOrder.Engine.Stream;
    }

    private static Optional<String> preflightFact(Operating<BucketMigration> operating, String fact) {
        return operating
                .journal()
                .last(Step.Preflight)
                .map(entry -> entry.facts().get(fact));
    }

    static Carriage carriage(BucketTransfer wish) {
        BucketMetadata metadata = wish.metadata();
        return new Carriage(
                wish.tiers(),
                new MetadataRules(metadata.drop(), metadata.rename(), metadata.add(), metadata.headers()),
                wish.carry().tags());
    }

    private static @Nullable Restoration restoration(BucketTransfer wish) {
        return wish.archivedObjects() == ArchivedObjects.Restore
                ? new Restoration(wish.restore().tier(), wish.restore().days())
                : null;
    }

    static Bandwidth bandwidth(BucketBandwidth wanted) {
        return new Bandwidth(
                wanted.mbps(),
                wanted.schedule().stream()
                        .map(hours -> new Bandwidth.Hours(hours.hours(), hours.mbps()))
                        .toList());
    }

    /** A comparison that missed something has found what the index of the last pass vouches for in vain. */
    private static Pass pass(Operating<BucketMigration> operating) {
        if (operating.entry().step() == Step.FullCopy) {
            return Pass.Whole;
        }
        return Repair.isDue(operating.journal()) ? Pass.Repair : Pass.Changed;
    }

    @Override
    public Verdicts read(Operating<BucketMigration> operating, WorkOutcome outcome) {
        return Verdicts.of(outcome.succeeded() ? copied(operating, outcome) : failed(outcome));
    }

    private static Ending copied(Operating<BucketMigration> operating, WorkOutcome outcome) {
        long items = Long.parseLong(outcome.facts().getOrDefault(Fact.TRANSFERRED_ITEMS, "0"));
        long bytes = Long.parseLong(outcome.facts().getOrDefault(Fact.TRANSFERRED_BYTES, "0"));
        long skipped = Long.parseLong(outcome.facts().getOrDefault(Fact.SKIPPED_ITEMS, "0"));
        long deleted = Long.parseLong(outcome.facts().getOrDefault(Fact.DELETED_ITEMS, "0"));
        String there = skipped == 0 ? "" : "; %d were there already".formatted(skipped);
        String gone = deleted == 0 ? "" : "; %d had gone at the source and were deleted".formatted(deleted);
        String message = "%d objects copied%s, %s%s%s%s%s"
                .formatted(
                        items,
                        by(operating, outcome),
                        Bytes.text(bytes),
                        there,
                        gone,
                        restoring(outcome.facts()),
                        permitted(outcome));
        Map<String, String> facts = new HashMap<>();
        facts.put(Fact.TRANSFERRED_ITEMS, String.valueOf(items));
        facts.put(Fact.TRANSFERRED_BYTES, String.valueOf(bytes));
        Stream.of(
                        Fact.SHARDS,
                        Fact.RESTORING_ITEMS,
                        Fact.RESTORING_BYTES,
                        Fact.ACL_BEFORE,
                        Fact.OWN_ITEMS,
                        Fact.GONE_ITEMS,
                        Fact.DELETED_ITEMS)
                .forEach(fact ->
                        Optional.ofNullable(outcome.facts().get(fact)).ifPresent(value -> facts.put(fact, value)));
        return Ending.completed(message, facts);
    }

    /** What of the source is being restored from an archive, for people; empty if nothing is. */
    static String restoring(Map<String, String> facts) {
        long items = Long.parseLong(facts.getOrDefault(Fact.RESTORING_ITEMS, "0"));
        long bytes = Long.parseLong(facts.getOrDefault(Fact.RESTORING_BYTES, "0"));
        return items == 0
                ? ""
                : "; %d archived objects, %s, are being restored at the source and come with a later pass"
                        .formatted(items, Bytes.text(bytes));
    }

    private static String permitted(WorkOutcome outcome) {
        return Optional.ofNullable(outcome.facts().get(Fact.ACL_BEFORE))
                .map("; target.acl was set, where %s stood before"::formatted)
                .orElse("");
    }

    /** By which engine, and, where that isn't known yet, why by this one. */
    private static String by(Operating<BucketMigration> operating, WorkOutcome outcome) {
        String why = preflightFact(operating, EngineChoice.WHY)
                .filter(text -> operating.entry().step() == Step.FullCopy)
                .map(" (%s)"::formatted)
                .orElse("");
        return Optional.ofNullable(outcome.facts().get(Fact.ENGINE))
                .map(engine -> " by %s%s".formatted(engine, why))
                .orElse("");
    }

    private static Ending failed(WorkOutcome outcome) {
        String named = outcome.worst().stream()
                .filter(line -> line.kind() == ReportLine.Kind.Failed)
                .limit(NAMED)
                .map(line -> "%s (%s)".formatted(line.item(), line.detail()))
                .collect(Collectors.joining(", "));
        String message = named.isEmpty() ? outcome.message() : "%s: %s".formatted(outcome.message(), named);
        return new Ending.Failure(outcome.reason(), message, outcome.retryable(), Map.of());
    }
}
