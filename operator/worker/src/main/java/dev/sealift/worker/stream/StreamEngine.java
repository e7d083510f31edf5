package dev.sealift.worker.stream;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.copy.Engine;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Reader;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.objects.Writer;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Throttle;
import dev.sealift.worker.work.TroubleException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * S3 through this pod to Blob Storage. Each object has a virtual thread, large ones some for their blocks; {@link Gate} bounds
 * the requests, {@link Budget} the memory, {@link Throttle} the rate.
 *
 * <p>A job of it needs no plan to be gone on with: what has arrived is found by comparing, and what of a large object has is
 * found by the blocks that wait at the target.
 */
public final class StreamEngine implements Engine {

    private static final Logger log = LoggerFactory.getLogger(StreamEngine.class);

    /** Each key of a list is asked for once more, and the list is built in memory; beyond, a comparison is as good. */
    private static final int LONGEST_LIST = 100_000;

    private final CopyOrder order;
    private final Lines lines;
    private final Worklist worklist;
    private final Clock clock;

    StreamEngine(CopyOrder order, Source source, Target target, Lines lines, Path scratch, Clock clock) {
        this.order = order;
        this.lines = lines;
        this.clock = clock;
        boolean hierarchical = order.target().hierarchicalNamespace();
        BlobNaming naming = new BlobNaming(order.target().prefix(), hierarchical);
        Judge judge = new Judge(Instant.MAX, naming, order.carriage());
        this.worklist = new Worklist(source, target, judge, hierarchical, scratch);
    }

    /**
     * An engine with all the memory that this JVM leaves it.
     *
     * @param scratch where a listing that isn't sorted may be sorted
     */
    public static StreamEngine of(
            CopyOrder order, Source source, Target target, Reader reader, Writer writer, Path scratch, Clock clock) {
        Lines lines = new Lines(
                reader,
                writer,
                new Gate(clock),
                new Gate(clock),
                Retries.patient(),
                Budget.ofHeap(),
                Throttle.of(() -> order.bandwidth().at(clock.instant())));
        return new StreamEngine(order, source, target, lines, scratch, clock);
    }

    @Override
    public String name() {
        return "Stream";
    }

    @Override
    public Optional<String> unsuitable() {
        return Optional.empty();
    }

    /** Lists have a key a line. */
    @Override
    public Optional<String> listed(String key) {
        return key.indexOf('\n') < 0 && key.indexOf('\r') < 0 ? Optional.of(key) : Optional.empty();
    }

    @Override
    public int longestList() {
        return LONGEST_LIST;
    }

    @Override
    public Ending copy(Selection selection, Listener listener) throws InterruptedException {
        log.atInfo()
                .addKeyValue("selection", selection)
                .addKeyValue("memory", lines.budget().bytes())
                .log("begin");
        listener.begun("stream-" + order.key());
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Run run = new Run(lines, order.carriage(), threads, listener, clock);
            try {
                return run(run, selection);
            } catch (InterruptedException | TroubleException e) {
                threads.shutdownNow();
                throwIfInterrupted();
                throw e;
            }
        }
    }

    private Ending run(Run run, Selection selection) throws InterruptedException {
        try {
            worklist.each(selection, run::take);
            run.settle();
            run.again();
        } catch (Run.EndedException e) {
            throwIfInterrupted();
            run.settle();
        }
        return run.ending();
    }

    /** A listing that is interrupted fails like any other that broke off; the pod's end is no failure of it. */
    private static void throwIfInterrupted() throws InterruptedException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    @Override
    public Ending resume(String jobId, Listener listener) {
        return new Ending.Lost();
    }
}
