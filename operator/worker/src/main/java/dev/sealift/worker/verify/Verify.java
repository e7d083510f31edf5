package dev.sealift.worker.verify;

import dev.sealift.api.worker.VerifyOrder;
import dev.sealift.api.worker.VerifyOrder.Depth;
import dev.sealift.api.worker.VerifyOrder.Reading;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.compare.Comparison;
import dev.sealift.worker.compare.DeepLook;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.index.CorruptIndexException;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.records.Records;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Throttle;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compares both sides and says in numbers, in a report and in evidence that lasts, how far they are equal. Trusts no engine. */
public final class Verify implements Work {

    private static final Logger log = LoggerFactory.getLogger(Verify.class);

    private final VerifyOrder order;
    private final Source source;
    private final Target target;
    private final Records records;
    private final Path scratch;
    private final Progress progress;
    private final Clock clock;
    private final Throttle throttle;
    private final Instant begun;
    private @Nullable Attempt attempt;

    /** @param scratch where listings may be sorted, and what goes to the records is put together */
    public Verify(
            VerifyOrder order,
            Source source,
            Target target,
            Records records,
            Path scratch,
            Progress progress,
            Clock clock) {
        this.order = order;
        this.source = source;
        this.target = target;
        this.records = records;
        this.scratch = scratch;
        this.progress = progress;
        this.clock = clock;
        this.throttle = Throttle.of(() -> order.reading().bandwidth().at(clock.instant()));
        this.begun = clock.instant();
    }

    @Override
    public Finished run() throws InterruptedException {
        progress.say("Comparing " + source.name() + " with " + target.name());
        try {
            return compared();
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        } finally {
            discard();
        }
    }

    private Finished compared() throws InterruptedException {
        try {
            return finished(comparison().into(this::fresh));
        } catch (CorruptIndexException e) {
            log.warn("{}; everything is read", e.getMessage());
            allBytes().forget();
            return finished(comparison().into(this::fresh));
        }
    }

    private Comparison comparison() {
        return new Comparison(source, target, judge(), order.target().hierarchicalNamespace(), scratch);
    }

    private Judge judge() {
        return new Judge(
                order.syncedThrough(),
                new BlobNaming(order.target().prefix(), order.target().hierarchicalNamespace()),
                order.carriage());
    }

    private Attempt fresh() {
        discard();
        Ledger ledger = new Ledger(
                new Tally(order.reportLimit(), progress), new Evidence(records, begun, order.key(), scratch));
        Copies copies = order.deletions() ? Copies.of(records) : Copies.untold();
        Attempt made = new Attempt(ledger, proving(ledger), copies, new Tiers(order.carriage()));
        attempt = made;
        return made;
    }

    private Proving proving(Ledger ledger) {
        Reading reading = order.reading();
        return switch (reading.depth()) {
            case Listings -> new ByListings(ledger);
            case Sample ->
                new BySample(ledger, readers(ledger), index("sample"), reading.sampleObjects(), reading.seed());
            case All -> new ByAllBytes(ledger, readers(ledger), allBytes(), scratch);
        };
    }

    private boolean reads() {
        return order.reading().depth() != Depth.Listings;
    }

    private Readers readers(Ledger ledger) {
        return new Readers(new DeepLook(judge(), source, target, throttle), ledger);
    }

    private CleanIndex allBytes() {
        return index("all");
    }

    private CleanIndex index(String kind) {
        return new CleanIndex(records, kind, begun, order.reading().afreshAfterSeconds());
    }

    private void discard() {
        if (attempt != null) {
            attempt.close();
            attempt = null;
        }
    }

    private Finished finished(Attempt done) throws InterruptedException {
        done.proving().finish();
        Tally tally = done.ledger().tally();
        tally.tell();
        String proven = done.proving().proven() + (reads() ? tally.unread() : "");
        String message = tally.message() + "; " + proven;
        progress.say(message);
        return Outcomes.done(
                tally.differences() == 0 ? "Equal" : "Different", message, facts(done, proven), tally.report());
    }

    private Map<String, String> facts(Attempt done, String proven) {
        Map<String, String> facts = new TreeMap<>(done.ledger().tally().facts());
        Evidence.Kept kept = done.ledger()
                .evidence()
                .finish(begun, clock.instant(), source.name(), target.name(), proven, Map.copyOf(facts));
        facts.put(Fact.PROVEN, proven);
        facts.put(Fact.EVIDENCE, kept.url());
        facts.put(Fact.EVIDENCE_DIGEST, kept.digest());
        return facts;
    }
}
