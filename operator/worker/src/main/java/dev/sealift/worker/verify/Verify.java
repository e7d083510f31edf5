package dev.sealift.worker.verify;

import dev.sealift.api.worker.VerifyOrder;
import dev.sealift.worker.compare.Comparison;
import dev.sealift.worker.compare.Judge;
import dev.sealift.worker.objects.BlobNaming;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.nio.file.Path;

/** Compares both sides and says in numbers, and in a report, how far they are equal. Trusts no engine. */
public final class Verify implements Work {

    private final VerifyOrder order;
    private final Source source;
    private final Target target;
    private final Path scratch;
    private final Progress progress;

    /** @param scratch where a listing that isn't sorted may be sorted */
    public Verify(VerifyOrder order, Source source, Target target, Path scratch, Progress progress) {
        this.order = order;
        this.source = source;
        this.target = target;
        this.scratch = scratch;
        this.progress = progress;
    }

    @Override
    public Finished run() throws InterruptedException {
        progress.say("Comparing " + source.name() + " with " + target.name());
        try {
            return finished(comparison().into(() -> new Tally(order.reportLimit(), progress)));
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        }
    }

    private Comparison comparison() {
        boolean hierarchical = order.target().hierarchicalNamespace();
        Judge judge =
                new Judge(order.syncedThrough(), new BlobNaming(order.target().prefix(), hierarchical));
        return new Comparison(source, target, judge, hierarchical, scratch);
    }

    private Finished finished(Tally tally) {
        tally.tell();
        progress.say(tally.message());
        return Outcomes.done(
                tally.differences() == 0 ? "Equal" : "Different", tally.message(), tally.facts(), tally.report());
    }
}
