package dev.sealift.kinds.bucket;

import dev.sealift.api.Validation;
import dev.sealift.api.ValidationMode;
import dev.sealift.api.ValidationSample;
import dev.sealift.api.bucket.ArchivedObjects;
import dev.sealift.api.bucket.BucketDeletes;
import dev.sealift.api.bucket.BucketMigration;
import dev.sealift.api.bucket.BucketMigrationSpec;
import dev.sealift.api.bucket.UnsupportedObjects;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.VerifyOrder;
import dev.sealift.api.worker.VerifyOrder.Depth;
import dev.sealift.api.worker.VerifyOrder.Reading;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.engine.Operating;
import dev.sealift.engine.WorkerStep.Division;
import dev.sealift.engine.WorkerStep.Draft;
import dev.sealift.engine.WorkerStep.Orders;
import dev.sealift.engine.WorkerStep.Verdicts;
import dev.sealift.kinds.Compared;
import dev.sealift.lifecycle.Ending;
import dev.sealift.lifecycle.Journal;
import dev.sealift.lifecycle.JournalEntry;
import dev.sealift.lifecycle.Lag;
import dev.sealift.lifecycle.Step;
import dev.sealift.lifecycle.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Validate: a worker lists both sides and compares. What it finds is the evidence that the verdict rests on. */
final class VerifyOrders implements Orders<BucketMigration> {

    /** What is kept of its counts beside those of every comparison. */
    private static final List<String> COUNTS = List.of(
            Fact.UNSUPPORTED_ITEMS,
            Fact.ARCHIVED_ITEMS,
            Fact.GONE_ITEMS,
            Fact.OTHER_TIER_ITEMS,
            Fact.OTHER_TAGS_ITEMS,
            Fact.DIGESTS_COMPARED);

    private final Sides sides;

    VerifyOrders(Sides sides) {
        this.sides = sides;
    }

    @Override
    public Draft draft(Operating<BucketMigration> operating) {
        return sides.draft(operating, both -> order(operating, both));
    }

    private static Draft order(Operating<BucketMigration> operating, Sides.Both both) {
        BucketMigrationSpec spec = operating.migration().spec();
        Duration skew = spec.transfer().clockSkew().getDuration();
        Instant through = Lag.syncedThrough(operating.journal()).orElse(operating.now());
        return new Draft.Order(
                "verify",
                new VerifyOrder(
                        operating.entry().key().value(),
                        both.source(spec.source()),
                        both.target(spec.target(), Sides.hierarchical(operating)),
                        both.records(operating),
                        through.minus(skew),
                        CopyOrders.carriage(spec.transfer()),
                        reading(spec),
                        spec.transfer().deletes() != BucketDeletes.Keep,
                        SurveyOrders.REPORT_LINES),
                both.podAccess(),
                Optional.empty(),
                divided(operating));
    }

    /** A sample is drawn from all, and the index of what was read is of all; so only what reads no bytes is divided. */
    private static Optional<Division> divided(Operating<BucketMigration> operating) {
        return operating.migration().spec().validation().mode() == ValidationMode.SizeAndTime
                ? Shards.ofListing(operating)
                : Optional.empty();
    }

    private static Reading reading(BucketMigrationSpec spec) {
        Validation wish = spec.validation();
        ValidationSample sample = Objects.requireNonNullElseGet(wish.sample(), ValidationSample::defaults);
        return new Reading(
                switch (wish.mode()) {
                    case SizeAndTime -> Depth.Listings;
                    case Sample -> Depth.Sample;
                    case Full -> Depth.All;
                },
                sample.objects(),
                sample.seed(),
                wish.fullEvery() == null ? 0 : wish.fullEvery().getDuration().toSeconds(),
                CopyOrders.bandwidth(spec.transfer().bandwidth()));
    }

    @Override
    public Verdicts read(Operating<BucketMigration> operating, WorkOutcome outcome) {
        return Verdicts.of(
                outcome.succeeded()
                        ? compared(operating, outcome)
                        : new Ending.Failure(outcome.reason(), outcome.message(), outcome.retryable(), Map.of()));
    }

    /** What has gone at the source and is still there is a difference once the last pass was to delete it; before, it is pending. */
    private static long undeleted(Operating<BucketMigration> operating, WorkOutcome outcome) {
        return Deleting.isLast(operating.journal()) ? Compared.number(outcome, Fact.GONE_ITEMS) : 0;
    }

    private static Ending compared(Operating<BucketMigration> operating, WorkOutcome outcome) {
        long differences = Stream.of(Fact.DIFFERENT_ITEMS, Fact.MISSING_ITEMS)
                        .mapToLong(fact -> Compared.number(outcome, fact))
                        .sum()
                + undeleted(operating, outcome);
        return Compared.ending(outcome, "objects", differences, worstKinds(operating), COUNTS);
    }

    private static Set<ReportLine.Kind> worstKinds(Operating<BucketMigration> operating) {
        return Deleting.isLast(operating.journal())
                ? Set.of(ReportLine.Kind.Different, ReportLine.Kind.Missing, ReportLine.Kind.Gone)
                : Set.of(ReportLine.Kind.Different, ReportLine.Kind.Missing);
    }

    /** What else the comparison found that a person should see beside the verdict, or that withholds it. */
    static List<Verdict.Input> furtherInputs(BucketMigration migration, Journal journal) {
        List<Verdict.Input> inputs = new ArrayList<>();
        journal.last(Step.Validate)
                .filter(entry -> journal.hasEverSucceeded(Step.Validate))
                .ifPresent(entry -> {
                    inputs.add(Compared.extra(
                            "ExtraObjects", migration.spec().validation().extraItems(), entry));
                    Deleting.input(migration.spec().transfer(), journal).ifPresent(inputs::add);
                    leftOut(migration.spec(), entry, journal).ifPresent(inputs::add);
                    altered(entry).ifPresent(inputs::add);
                });
        return inputs;
    }

    private static Optional<Verdict.Input> leftOut(BucketMigrationSpec spec, JournalEntry compared, Journal journal) {
        long unsupported = compared.number(Fact.UNSUPPORTED_ITEMS).orElse(0L);
        long archived = compared.number(Fact.ARCHIVED_ITEMS).orElse(0L);
        if (unsupported + archived == 0) {
            return Optional.empty();
        }
        boolean allowed = (unsupported == 0 || spec.transfer().unsupportedObjects() == UnsupportedObjects.Skip)
                && (archived == 0 || spec.transfer().archivedObjects() == ArchivedObjects.Skip);
        return Optional.of(Compared.input(
                "LeftOut",
                "%d unsupported, %d archived".formatted(unsupported, archived),
                allowed ? "any; they are reported" : "0",
                compared,
                allowed,
                "named in the report" + restoring(journal)));
    }

    private static String restoring(Journal journal) {
        return journal.last(Step.IncrementalSync)
                .or(() -> journal.last(Step.FullCopy))
                .map(pass -> CopyOrders.restoring(pass.facts()))
                .orElse("");
    }

    /** What is equal in bytes, headers and metadata, and not in all that was to come along; nothing that a cutover should wait for. */
    private static Optional<Verdict.Input> altered(JournalEntry compared) {
        long otherTier = compared.number(Fact.OTHER_TIER_ITEMS).orElse(0L);
        long otherTags = compared.number(Fact.OTHER_TAGS_ITEMS).orElse(0L);
        return otherTier + otherTags == 0
                ? Optional.empty()
                : Optional.of(Compared.input(
                        "Altered",
                        "%d in another tier, %d with other tags".formatted(otherTier, otherTags),
                        "any; they are reported",
                        compared,
                        true,
                        "named in the report"));
    }
}
