package dev.sealift.worker.copy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.compare.Comparison;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the engine's next run takes. */
final class Planner {

    private static final Logger log = LoggerFactory.getLogger(Planner.class);

    private final CopyOrder order;
    private final Engine engine;
    private final Source source;
    private final Target target;
    private final Path directory;

    /** @param directory where lists may be written */
    Planner(CopyOrder order, Engine engine, Source source, Target target, Path directory) {
        this.order = order;
        this.engine = engine;
        this.source = source;
        this.target = target;
        this.directory = directory;
    }

    /**
     * The next run.
     *
     * @param selection empty if there is nothing to copy
     * @param equal how many objects the target has already, of which the engine says nothing
     * @param last whether nothing is left when it is done
     */
    record Plan(Optional<Selection> selection, long equal, boolean last) {

        static Plan of(Selection selection, long equal, boolean last) {
            return new Plan(Optional.of(selection), equal, last);
        }
    }

    Plan plan() throws InterruptedException {
        Instant after = order.modifiedAfter();
        if (after != null) {
            return Plan.of(new Selection.ChangedSince(after), 0, true);
        }
        return target.isEmpty() ? Plan.of(new Selection.Everything(), 0, true) : plan(delta());
    }

    private Delta delta() throws InterruptedException {
        boolean hierarchical = order.target().hierarchicalNamespace();
        Judge judge = new Judge(Instant.MAX, new BlobNaming(order.target().prefix(), hierarchical));
        return new Comparison(source, target, judge, hierarchical, directory).into(() -> new Delta(engine));
    }

    private Plan plan(Delta delta) {
        log.atInfo()
                .addKeyValue("missing", delta.missing())
                .addKeyValue("stale", delta.stale())
                .addKeyValue("equal", delta.equal())
                .log("the target isn't empty");
        if (delta.isEmpty()) {
            return new Plan(Optional.empty(), delta.equal(), true);
        }
        Optional<List<String>> list = delta.list();
        if (list.isPresent()) {
            return Plan.of(new Selection.Listed(written(list.get())), delta.equal(), true);
        }
        return inBulk(delta);
    }

    /** What is absent first; what is stale is planned after that, and is then mostly short enough for a list. */
    private static Plan inBulk(Delta delta) {
        Instant oldest = delta.oldestStale();
        return delta.missing() > 0 || oldest == null
                ? Plan.of(new Selection.Absent(), 0, delta.stale() == 0)
                : Plan.of(new Selection.ChangedSince(oldest), delta.equal(), true);
    }

    private Path written(List<String> lines) {
        try {
            return Files.write(directory.resolve("list.txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to the state volume", e);
        }
    }
}
