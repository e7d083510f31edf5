package dev.sealift.worker.copy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.compare.CancelledException;
import dev.sealift.worker.copy.CopyState.Job;
import dev.sealift.worker.copy.Engine.Ending;
import dev.sealift.worker.copy.Engine.Ending.Broke;
import dev.sealift.worker.copy.Engine.Ending.Completed;
import dev.sealift.worker.copy.Engine.Ending.Lost;
import dev.sealift.worker.copy.Engine.Ending.OutOfTime;
import dev.sealift.worker.copy.Engine.Failed;
import dev.sealift.worker.copy.Engine.Moved;
import dev.sealift.worker.copy.Planner.Plan;
import dev.sealift.worker.objects.Eraser;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
import dev.sealift.worker.records.Records;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one copy, over as many pods as it takes. What has ended is never done again; what was interrupted goes on: a
 * job whose source had been listed to its end is resumed, any other is planned anew and leaves out what has arrived.
 */
public final class Copy implements Work {

    private static final Logger log = LoggerFactory.getLogger(Copy.class);

    /** Sessions of an hour, and so a bound on renewals: three days. */
    private static final int MOST_RENEWALS = 72;

    /** What is absent, what is stale, and once more for what came in between. */
    private static final int MOST_ROUNDS = 3;

    private final CopyOrder order;
    private final Engine engine;
    private final Source source;
    private final CopyState state;
    private final Progress progress;
    private final Clock clock;
    private final SourceIndex index;
    private final Planner planner;
    private final OwnWork own;
    private final Deletions deletions;
    private final Restores restores;
    private final Report report;

    private Totals totals = Totals.NONE;
    private boolean last = true;
    private int renewals;
    private int rounds;

    /**
     * Where a copy keeps what outlives its pod.
     *
     * @param records of this copy, which may be one of many shards
     * @param ofMigration those of the whole migration
     */
    public record Memory(CopyState state, Records records, Records ofMigration) {}

    public Copy(
            CopyOrder order,
            Engine engine,
            Source source,
            Target target,
            Eraser eraser,
            Restores restores,
            Memory memory,
            Progress progress,
            Clock clock) {
        this.order = order;
        this.engine = engine;
        this.source = source;
        this.state = memory.state();
        this.progress = progress;
        this.clock = clock;
        this.report = new Report(order.reportLimit());
        this.index = new SourceIndex(memory.records(), state.directory(), clock);
        this.own = new OwnWork(memory.ofMigration(), state.directory(), clock);
        this.deletions = new Deletions(order, source, target, eraser, own, report);
        this.restores = restores;
        this.planner = new Planner(order, engine, source, target, index, own, restores, state.directory());
    }

    @Override
    public Finished run() throws InterruptedException {
        Optional<Finished> before = state.finished();
        if (before.isPresent()) {
            log.info("this copy ended in a former life of the pod");
            return before.get();
        }
        Finished finished = copy();
        state.finished(finished);
        return finished;
    }

    private Finished copy() throws InterruptedException {
        Optional<String> unsuitable = engine.unsuitable();
        if (unsuitable.isPresent()) {
            return Outcomes.failed(new Trouble("EngineUnsuitable", unsuitable.get(), false));
        }
        try {
            return goOn();
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        } catch (CancelledException e) {
            throw new InterruptedException();
        }
    }

    private Finished goOn() throws InterruptedException {
        Optional<Job> job = state.job();
        return job.isPresent() ? goOn(job.get()) : begin();
    }

    private Finished goOn(Job job) throws InterruptedException {
        last = job.last();
        progress.say("Going on with " + source.name());
        return conclude(engine.resume(job.jobId(), new Following()));
    }

    private Finished begin() throws InterruptedException {
        progress.say("Planning");
        own.begun();
        Plan plan = planner.plan();
        last = plan.last();
        totals = totals.alreadyThere(plan.equal());
        if (plan.selection().isEmpty()) {
            return success();
        }
        progress.say("Copying " + source.name());
        return conclude(engine.copy(plan.selection().get(), new Following()));
    }

    private final class Following implements Engine.Listener {

        @Override
        public void begun(String jobId) {
            Instant since = state.job().map(Job::begun).orElseGet(clock::instant);
            state.begun(new Job(jobId, since, last));
            progress.checkpoint(jobId);
        }

        @Override
        public void underway(Moved moved) {
            progress.reached(totals.with(moved).counts());
        }

        @Override
        public void remarked(String key, String remark) {
            report.add(ReportLine.Kind.Altered, key, remark);
        }
    }

    private Finished conclude(Ending ending) throws InterruptedException {
        return switch (ending) {
            case Completed(Moved moved, List<Failed> failed) -> completed(moved, failed);
            case Broke(Trouble trouble) -> failed(trouble);
            case OutOfTime() -> renewed();
            case Lost() -> begin();
        };
    }

    private Finished completed(Moved moved, List<Failed> failed) throws InterruptedException {
        totals = totals.with(moved);
        if (moved.failed() > 0) {
            return withFailures(moved, failed);
        }
        return last ? success() : nextRound();
    }

    /** What is left after the last round is left to the next pass, which goes by the former index. */
    private Finished nextRound() throws InterruptedException {
        if (++rounds == MOST_ROUNDS) {
            return success();
        }
        return begin();
    }

    private Finished withFailures(Moved moved, List<Failed> failed) throws InterruptedException {
        Failures failures = new Failures(source, begun(), restores, report);
        failures.examine(failed);
        restores.settle();
        totals = totals.failed(Math.max(0, moved.failed() - failures.overtaken()), failures.pending());
        if (totals.failed() == 0) {
            return success();
        }
        String message = totals.failed() + " of " + moved.total() + " objects were not copied"
                + failures.worst().map(w -> "; the first: " + w).orElse("") + ". The report names them.";
        return failed(new Trouble("TransferFailed", message, true));
    }

    private Instant begun() {
        return state.job().map(Job::begun).orElseGet(clock::instant);
    }

    private Finished success() throws InterruptedException {
        if (last && totals.pending() == 0) {
            Optional<Trouble> stopped = settle();
            if (stopped.isPresent()) {
                return failed(stopped.get());
            }
        }
        String message = totals.transferred() + " objects copied, " + totals.skipped() + " were there already"
                + (totals.pending() == 0
                        ? ""
                        : ", " + totals.pending() + " changed meanwhile and are left to the next pass")
                + restores.text()
                + (deletions.deleted() == 0 ? "" : ", " + deletions.deleted() + " deleted");
        progress.say(message);
        return Outcomes.done("Copied", message, facts(), report);
    }

    /** Nothing is left to copy. What of this pass the account can't tell, the next finds by comparing both sides. */
    private Optional<Trouble> settle() throws InterruptedException {
        if (order.deletes().mode() == CopyOrder.Deletes.Mode.Keep) {
            own.forget();
            index.promote();
            return Optional.empty();
        }
        if (!own.isWhole()) {
            index.forget();
            return Optional.empty();
        }
        progress.say("Looking at what has gone at the source");
        deletions.account();
        index.promote();
        return deletions.deleteGone();
    }

    private Finished renewed() throws InterruptedException {
        if (++renewals > MOST_RENEWALS) {
            return failed(new Trouble(
                    "EngineStalled", "The copy has outlived " + MOST_RENEWALS + " AWS sessions and isn't done.", true));
        }
        log.info("the AWS session ends; going on with a new one");
        return goOn();
    }

    private Finished failed(Trouble trouble) {
        progress.say(trouble.message());
        return Outcomes.failed(trouble, facts(), report);
    }

    private Map<String, String> facts() {
        Map<String, String> facts = totals.facts();
        facts.put(Fact.ENGINE, engine.name());
        if (restores.areWished()) {
            facts.putAll(restores.facts());
        }
        if (order.deletes().mode() != CopyOrder.Deletes.Mode.Keep) {
            facts.putAll(deletions.facts());
        }
        return facts;
    }
}
