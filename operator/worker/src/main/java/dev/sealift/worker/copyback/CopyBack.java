package dev.sealift.worker.copyback;

import dev.sealift.api.worker.Carriage;
import dev.sealift.api.worker.CopyBackOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.compare.Comparison;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Content;
import dev.sealift.worker.objects.Item;
import dev.sealift.worker.objects.Origin;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Finds what was written to the target since the cutover, and copies it to the source if that is wished for. */
public final class CopyBack implements Work {

    /** Each holds a part of an object in memory. */
    private static final int AT_ONCE = 4;

    private final CopyBackOrder order;
    private final Source source;
    private final Target target;
    private final Origin origin;
    private final Path scratch;
    private final Progress progress;
    private final Report report;
    private final AtomicLong items = new AtomicLong();
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** @param scratch where a listing that isn't sorted may be sorted */
    public CopyBack(CopyBackOrder order, Source source, Target target, Origin origin, Path scratch, Progress progress) {
        this.order = order;
        this.source = source;
        this.target = target;
        this.origin = origin;
        this.scratch = scratch;
        this.progress = progress;
        this.report = new Report(order.reportLimit());
    }

    @Override
    public Finished run() throws InterruptedException {
        progress.say("Looking for what was written to " + target.name() + " since " + order.since());
        try {
            Written written = comparison().into(() -> new Written(order.since(), report));
            return order.copies() ? copied(written) : listed(written);
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble(), Map.of(), report);
        }
    }

    private Comparison comparison() {
        boolean hierarchical = order.target().hierarchicalNamespace();
        Judge judge = new Judge(Instant.MAX, new BlobNaming(order.target().prefix(), hierarchical), Carriage.PLAIN);
        return new Comparison(source, target, judge, hierarchical, scratch);
    }

    private Finished listed(Written written) {
        written.items()
                .forEach(item -> report.add(
                        ReportLine.Kind.Extra,
                        item.key(),
                        "written to the target at %s, %d bytes; not copied back"
                                .formatted(item.lastModified(), item.size())));
        return done(written, "%d objects were written to the target since the cutover and are not at the source");
    }

    private Finished copied(Written written) throws InterruptedException {
        progress.say("Copying back to " + source.name());
        copyAll(written.items());
        if (failed.get() > 0) {
            return Outcomes.failed(
                    new Trouble(
                            "TransferFailed",
                            "%d of %d objects were not copied back; the report names them."
                                    .formatted(failed.get(), written.items().size()),
                            true),
                    facts(written),
                    report);
        }
        return done(written, "%d objects that were written to the target since the cutover were copied back");
    }

    private void copyAll(List<Item> all) throws InterruptedException {
        long total = all.stream().mapToLong(Item::size).sum();
        ExecutorService threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory());
        try {
            List<Future<?>> copies = new ArrayList<>();
            for (Item item : all) {
                copies.add(threads.submit(() -> copy(item, all.size(), total)));
            }
            for (Future<?> copy : copies) {
                copy.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("a copy that fails is counted", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private void copy(Item item, int totalItems, long totalBytes) {
        try (Content content = target.open(item.key())) {
            origin.write(item.key(), content, item.size());
            items.incrementAndGet();
            bytes.addAndGet(item.size());
        } catch (IOException | RuntimeException e) {
            failed.incrementAndGet();
            report.add(ReportLine.Kind.Failed, item.key(), why(e));
        }
        progress.reached(new Progress.Counts(items.get(), totalItems, bytes.get(), totalBytes, failed.get()));
    }

    private static String why(Exception e) {
        return e instanceof TroubleException known ? known.trouble().message() : String.valueOf(e.getMessage());
    }

    private Finished done(Written written, String sentence) {
        String conflicts = written.conflicts() == 0
                ? ""
                : "; %d were written at both sides and stay as they are at the source".formatted(written.conflicts());
        String message = sentence.formatted(written.items().size()) + conflicts;
        progress.say(message);
        return Outcomes.done("Completed", message, facts(written), report);
    }

    private Map<String, String> facts(Written written) {
        return Map.of(
                Fact.WRITTEN_ITEMS, String.valueOf(written.items().size()),
                Fact.CONFLICTING_ITEMS, String.valueOf(written.conflicts()),
                Fact.TRANSFERRED_ITEMS, String.valueOf(items.get()),
                Fact.TRANSFERRED_BYTES, String.valueOf(bytes.get()),
                Fact.FAILED_ITEMS, String.valueOf(failed.get()));
    }
}
