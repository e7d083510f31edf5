package dev.sealift.worker.copy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.worker.azcopy.AzCopyErrors;
import dev.sealift.worker.azcopy.FailedTransfer;
import dev.sealift.worker.azcopy.JobSummary;
import dev.sealift.worker.copy.CopyState.Job;
import dev.sealift.worker.copy.EngineRun.Ending;
import dev.sealift.worker.copy.EngineRun.Ending.Broke;
import dev.sealift.worker.copy.EngineRun.Ending.Completed;
import dev.sealift.worker.copy.EngineRun.Ending.OutOfTime;
import dev.sealift.worker.copy.EngineRun.Ending.Stalled;
import dev.sealift.worker.copy.Planner.Plan;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.objects.Target;
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
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The life of one copy, over as many pods as it takes. What has ended is never done again; what was interrupted goes on: a
 * job whose source had been listed to its end is resumed, any other is planned anew and leaves out what has arrived.
 */
public final class Copy implements Work {

    private static final Logger log = LoggerFactory.getLogger(Copy.class);

    /** Transfers may fail for a passing cause, so what failed is tried once more before it is reported. */
    private static final int MOST_RETRIES = 1;

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
    private final Planner planner;

    private Totals totals = Totals.NONE;
    private boolean last = true;
    private int retries;
    private int renewals;
    private int rounds;

    public Copy(
            CopyOrder order,
            Engine engine,
            Source source,
            Target target,
            CopyState state,
            Progress progress,
            Clock clock) {
        this.order = order;
        this.engine = engine;
        this.source = source;
        this.state = state;
        this.progress = progress;
        this.clock = clock;
        this.planner = new Planner(order, source, target, state.directory());
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
        }
    }

    private Finished goOn() throws InterruptedException {
        Optional<Job> job = state.job();
        return job.isPresent() ? goOn(job.get()) : begin();
    }

    /** Only AzCopy knows whether it can go on with a job; what it shows of one doesn't tell. */
    private Finished goOn(Job job) throws InterruptedException {
        last = job.last();
        Ending ending = resume(job.jobId());
        if (ending instanceof Broke broke && AzCopyErrors.notResumable(broke.words())) {
            log.info("job {} had not listed the whole source; what is left is planned anew", job.jobId());
            engine.remove(job.jobId());
            return begin();
        }
        return conclude(ending);
    }

    private Finished begin() throws InterruptedException {
        progress.say("Planning");
        Plan plan = planner.plan();
        last = plan.last();
        totals = totals.alreadyThere(plan.equal());
        if (plan.selection().isEmpty()) {
            return success(new Report(0));
        }
        progress.say("Copying " + source.name());
        log.atInfo().addKeyValue("selection", plan.selection().get()).log("begin");
        return conclude(engine.copy(plan.selection().get(), new Following()));
    }

    private Ending resume(String jobId) throws InterruptedException {
        progress.say("Going on with " + source.name());
        log.atInfo().addKeyValue("job", jobId).log("resume");
        return engine.resume(jobId, new Following());
    }

    private final class Following implements EngineRun.Listener {

        @Override
        public void begun(String jobId) {
            Instant since = state.job().map(Job::begun).orElseGet(clock::instant);
            state.begun(new Job(jobId, since, last));
            progress.checkpoint(jobId);
        }

        @Override
        public void underway(JobSummary summary) {
            progress.reached(totals.with(summary).counts());
        }
    }

    private Finished conclude(Ending ending) throws InterruptedException {
        return switch (ending) {
            case Completed(JobSummary summary, List<FailedTransfer> failed) -> completed(summary, failed);
            case Broke(int exitCode, String words) -> broke(exitCode, words);
            case Stalled(JobSummary summary) -> stalled(summary);
            case OutOfTime() -> renewed();
        };
    }

    private Finished completed(JobSummary summary, List<FailedTransfer> failed) throws InterruptedException {
        if (summary.cancelled()) {
            return failed(new Trouble("EngineCancelled", "The AzCopy job was cancelled by somebody else.", true));
        }
        if (summary.failed() > 0 && retries++ < MOST_RETRIES) {
            log.info("{} transfers failed; trying them once more", summary.failed());
            return conclude(resume(summary.jobId()));
        }
        totals = totals.with(summary);
        if (summary.failed() > 0) {
            return withFailures(summary, all(summary, failed));
        }
        return last ? success(new Report(0)) : nextRound();
    }

    private Finished nextRound() throws InterruptedException {
        if (++rounds == MOST_ROUNDS) {
            return success(new Report(0));
        }
        retries = 0;
        return begin();
    }

    /** AzCopy tells each failure once, when it happens; those of a former process only on demand. */
    private List<FailedTransfer> all(JobSummary summary, List<FailedTransfer> heard) throws InterruptedException {
        return heard.size() >= Math.min(summary.failed(), order.reportLimit())
                ? heard
                : engine.showFailed(summary.jobId());
    }

    private Finished withFailures(JobSummary summary, List<FailedTransfer> failed) {
        Report report = new Report(order.reportLimit());
        Failures failures = new Failures(order, source, begun(), report);
        failures.examine(failed, state.logFile(summary.jobId()));
        totals = totals.failed(Math.max(0, summary.failed() - failures.overtaken()), failures.pending());
        if (totals.failed() == 0) {
            return success(report);
        }
        String message = totals.failed() + " of " + summary.total() + " objects were not copied"
                + failures.worst().map(w -> "; the first: " + w).orElse("") + ". The report names them.";
        return failed(new Trouble("TransferFailed", message, true), report);
    }

    private Instant begun() {
        return state.job().map(Job::begun).orElseGet(clock::instant);
    }

    private Finished success(Report report) {
        String message = totals.transferred() + " objects copied, " + totals.skipped() + " were there already"
                + (totals.pending() == 0
                        ? ""
                        : ", " + totals.pending() + " changed meanwhile and are left to the next pass");
        progress.say(message);
        return Outcomes.done("Copied", message, totals.facts(), report);
    }

    private Finished broke(int exitCode, String words) throws InterruptedException {
        Trouble trouble = AzCopyErrors.trouble(words.isBlank() ? "no word, exit code " + exitCode : words);
        log.atWarn().addKeyValue("exitCode", exitCode).log("AzCopy broke off: {}", trouble.message());
        return sessionEnded(trouble) ? renewed() : failed(trouble);
    }

    private static boolean sessionEnded(Trouble trouble) {
        return trouble.reason().equals("CredentialsRejected") && trouble.retryable();
    }

    private Finished renewed() throws InterruptedException {
        if (++renewals > MOST_RENEWALS) {
            return failed(new Trouble(
                    "EngineStalled", "The copy has outlived " + MOST_RENEWALS + " AWS sessions and isn't done.", true));
        }
        log.info("the AWS session ends; going on with a new one");
        return goOn();
    }

    private Finished stalled(@Nullable JobSummary summary) {
        String at = summary == null
                ? "before it had listed the first objects"
                : "at " + summary.completed() + " of " + summary.total() + " objects";
        return failed(new Trouble(
                "EngineStalled",
                "AzCopy showed no sign of life " + at
                        + " and was killed. It waits in silence for a name that doesn't resolve;"
                        + " check the pod's DNS and its way to S3 and to the storage account.",
                true));
    }

    private Finished failed(Trouble trouble) {
        return failed(trouble, new Report(0));
    }

    private Finished failed(Trouble trouble, Report report) {
        progress.say(trouble.message());
        return Outcomes.failed(trouble, totals.facts(), report);
    }
}
