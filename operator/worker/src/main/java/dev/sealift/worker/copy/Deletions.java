package dev.sealift.worker.copy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.CopyOrder.Deletes;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.compare.Crew;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.compare.Pair;
import dev.sealift.worker.compare.Verdict;
import dev.sealift.worker.index.Fingerprint;
import dev.sealift.worker.index.IndexReader.Entry;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Eraser;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.KeyOrder;
import dev.sealift.worker.objects.Seen;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Trouble;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The end of a pass that keeps account of its work: what it copied is looked at and entered, and what has gone at the source is deleted
 * at the target if that is asked. A blob is deleted if the source says once more that its object isn't there, and only in the version
 * that the account holds.
 */
final class Deletions {

    private static final int AT_ONCE = 32;

    private final Deletes deletes;
    private final Source source;
    private final Target target;
    private final Eraser eraser;
    private final OwnWork own;
    private final Report report;
    private final Judge judge;

    private final ConcurrentSkipListMap<String, OptionalLong> changes = new ConcurrentSkipListMap<>(KeyOrder.INSTANCE);
    private final AtomicLong gone = new AtomicLong();
    private final AtomicLong deleted = new AtomicLong();
    private long copied;

    Deletions(CopyOrder order, Source source, Target target, Eraser eraser, OwnWork own, Report report) {
        this.deletes = order.deletes();
        this.source = source;
        this.target = target;
        this.eraser = eraser;
        this.own = own;
        this.report = report;
        this.judge = new Judge(
                Instant.MAX,
                new BlobNaming(order.target().prefix(), order.target().hierarchicalNamespace()),
                order.carriage());
    }

    /** Enters what this pass has copied. */
    void account() throws InterruptedException {
        Instant begun = own.begun();
        try (Crew crew = new Crew(AT_ONCE)) {
            own.eachTaken(entry -> crew.execute(() -> look(entry.key(), begun)));
            crew.settle();
        }
        copied = own.keep(changes);
        own.eachGone(entry -> gone.incrementAndGet());
    }

    /** An engine says that it has copied; what counts is what is there, and that it is the object's equal. */
    private void look(String key, Instant begun) {
        Optional<Item> from = source.look(key).map(Seen::vouched).map(seen -> seen.item(key));
        Optional<Item> to = target.look(key).map(Seen::vouched).map(seen -> seen.item(key));
        boolean ours = from.isPresent()
                && to.isPresent()
                && to.get().lastModified().isAfter(begun)
                && judge.judge(new Pair.Both(from.get(), to.get())) instanceof Verdict.Equal;
        changes.put(key, ours ? to.map(Fingerprint::of).orElseThrow() : OptionalLong.empty());
    }

    /** Deletes what has gone, if that is asked; otherwise names it. What it returns has kept it from deleting anything. */
    Optional<Trouble> deleteGone() throws InterruptedException {
        if (gone.get() == 0) {
            return Optional.empty();
        }
        boolean tooMany = gone.get() > deletes.most(copied);
        if (deletes.mode() != Deletes.Mode.Delete || tooMany) {
            own.eachGone(entry -> report.add(
                    ReportLine.Kind.Gone, entry.key(), "gone at the source since it was copied; still at the target"));
            return deletes.mode() == Deletes.Mode.Delete ? Optional.of(tooMany()) : Optional.empty();
        }
        try (Crew crew = new Crew(AT_ONCE)) {
            own.eachGone(entry -> crew.execute(() -> delete(entry)));
            crew.settle();
        }
        copied = own.keep(changes);
        return Optional.empty();
    }

    private Trouble tooMany() {
        return new Trouble(
                "DeleteLimitExceeded",
                "%d of %d objects that were copied have gone at the source, and by transfer.deleteLimit, %d %%, a pass may delete %d. Nothing was deleted. If they were deleted on purpose, raise transfer.deleteLimit; if not, restore the source. The report names them."
                        .formatted(gone.get(), copied, deletes.limitPercent(), deletes.most(copied)),
                false);
    }

    private void delete(Entry entry) {
        String key = entry.key();
        if (source.look(key).isPresent()) {
            gone.decrementAndGet();
            return;
        }
        Optional<Item> blob = target.look(key).map(seen -> seen.item(key));
        if (blob.isEmpty()) {
            leave(key);
        } else if (OptionalLong.of(entry.fingerprint()).equals(Fingerprint.of(blob.get()))) {
            erase(key, String.valueOf(blob.get().version()));
        } else {
            leaveToOthers(key);
        }
    }

    private void erase(String key, String version) {
        switch (eraser.erase(key, version)) {
            case Gone -> {
                leave(key);
                deleted.incrementAndGet();
                report.add(ReportLine.Kind.Deleted, key, "gone at the source, and so deleted at the target");
            }
            case Changed -> leaveToOthers(key);
            case Held ->
                report.add(
                        ReportLine.Kind.Gone,
                        key,
                        "gone at the source; a lease, a snapshot or a policy of immutability keeps it at the target");
        }
    }

    private void leaveToOthers(String key) {
        leave(key);
        report.add(
                ReportLine.Kind.Extra,
                key,
                "gone at the source; somebody has written it at the target since it was copied, so it stays");
    }

    /** From now on it isn't ours. */
    private void leave(String key) {
        gone.decrementAndGet();
        changes.put(key, OptionalLong.empty());
    }

    long deleted() {
        return deleted.get();
    }

    Map<String, String> facts() {
        return new TreeMap<>(Map.of(
                Fact.OWN_ITEMS, Long.toString(copied),
                Fact.GONE_ITEMS, Long.toString(gone.get()),
                Fact.DELETED_ITEMS, Long.toString(deleted.get())));
    }
}
