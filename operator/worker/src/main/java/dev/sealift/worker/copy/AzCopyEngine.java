package dev.sealift.worker.copy;

import dev.sealift.api.worker.CopyOrder;
import dev.sealift.worker.azcopy.AzCopyCommand;
import dev.sealift.worker.azcopy.AzCopyEnvironment;
import dev.sealift.worker.azcopy.AzCopyErrors;
import dev.sealift.worker.azcopy.AzCopyMessage;
import dev.sealift.worker.azcopy.AzCopyMessage.Transfers;
import dev.sealift.worker.azcopy.AzCopyProcess;
import dev.sealift.worker.azcopy.FailedTransfer;
import dev.sealift.worker.azcopy.JobSummary;
import dev.sealift.worker.azcopy.Reach;
import dev.sealift.worker.azcopy.Selection;
import dev.sealift.worker.objects.KeyRange;
import dev.sealift.worker.objects.Source;
import dev.sealift.worker.work.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** AzCopy: Azure Storage fetches the objects from S3 by presigned addresses. Short questions about a job, and long runs. */
public final class AzCopyEngine implements Engine {

    private static final Logger log = LoggerFactory.getLogger(AzCopyEngine.class);

    private static final Duration ANSWER = Duration.ofMinutes(2);

    /** AzCopy looks for listed objects one after the other, so a list must not be long. */
    static final int LONGEST_LIST = 10_000;

    private final Path azcopy;
    private final CopyOrder order;
    private final AzCopyCommand command;
    private final Source source;
    private final KeyRange part;
    private final CopyState state;
    private final Clock clock;
    private final Duration patience;
    private final Credentials credentials;

    /** Makes the environment of a process with fresh keys. */
    public interface Credentials {

        Granted grant();
    }

    /** @param expire when the keys in the environment end; null if they don't */
    public record Granted(
            AzCopyEnvironment environment, @Nullable Instant expire) {}

    /**
     * AzCopy, for one order.
     *
     * @param part the keys to copy, which are what the source lists
     * @param patience how long AzCopy may show no sign of life
     */
    public AzCopyEngine(
            Path azcopy,
            CopyOrder order,
            Source source,
            KeyRange part,
            CopyState state,
            Clock clock,
            Duration patience,
            Credentials credentials) {
        this.azcopy = azcopy;
        this.order = order;
        this.command = new AzCopyCommand(order);
        this.source = source;
        this.part = part;
        this.state = state;
        this.clock = clock;
        this.patience = patience;
        this.credentials = credentials;
    }

    @Override
    public String name() {
        return "AzCopy";
    }

    @Override
    public Optional<String> unsuitable() {
        return command.unsuitable();
    }

    @Override
    public Optional<String> listed(String key) {
        return command.listed(key);
    }

    @Override
    public int longestList() {
        return LONGEST_LIST;
    }

    @Override
    public Ending copy(Selection selection, Listener listener) throws InterruptedException {
        log.atInfo().addKeyValue("selection", selection).log("begin");
        if (part.isEverything() || selection instanceof Selection.Listed) {
            return ending(again(run(megabits -> command.copy(selection, megabits), listener), listener));
        }
        Reach reach = new Reach(command.root(), part);
        source.list(reach);
        if (reach.isEmpty()) {
            return new Ending.Completed(new Moved(0, 0, 0, 0, 0, 0), List.of());
        }
        AzCopyCommand.Where where = where(reach);
        return ending(again(run(megabits -> command.copy(selection, where, megabits), listener), listener));
    }

    private AzCopyCommand.Where where(Reach reach) {
        List<String> list = reach.list();
        return new AzCopyCommand.Where(list.isEmpty() ? null : written(list), reach.leftOut());
    }

    private Path written(List<String> lines) {
        try {
            return Files.write(state.directory().resolve("reach.txt"), lines);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to the state volume", e);
        }
    }

    /** Only AzCopy knows whether it can go on with a job; what it shows of one doesn't tell. */
    @Override
    public Ending resume(String jobId, Listener listener) throws InterruptedException {
        log.atInfo().addKeyValue("job", jobId).log("resume");
        EngineRun.Ending first = goOn(jobId, listener);
        if (first instanceof EngineRun.Ending.Broke broke && AzCopyErrors.notResumable(broke.words())) {
            log.info("job {} had not listed the whole source; what is left is planned anew", jobId);
            remove(jobId);
            return new Ending.Lost();
        }
        return ending(again(first, listener));
    }

    private EngineRun.Ending goOn(String jobId, Listener listener) throws InterruptedException {
        return run(megabits -> command.resume(jobId, megabits), listener);
    }

    /** Runs with the bandwidth of the hour, and goes on with that of the next as often as it changes. */
    private EngineRun.Ending run(IntFunction<List<String>> arguments, Listener listener) throws InterruptedException {
        EngineRun.Ending ending = runOnce(arguments, listener);
        while (ending instanceof EngineRun.Ending.OtherBandwidth(String jobId)) {
            log.info("another limit of bandwidth holds from now on; going on with job {}", jobId);
            ending = runOnce(megabits -> command.resume(jobId, megabits), listener);
        }
        return ending;
    }

    private EngineRun.Ending runOnce(IntFunction<List<String>> arguments, Listener listener)
            throws InterruptedException {
        Granted granted = credentials.grant();
        Instant now = clock.instant();
        List<String> line = arguments.apply(order.bandwidth().at(now));
        try (AzCopyProcess process =
                AzCopyProcess.start(azcopy, line, granted.environment().variables())) {
            EngineRun.Limits limits = EngineRun.Limits.of(patience, granted.expire(), now)
                    .until(order.bandwidth().changesAfter(now).orElse(null));
            return new EngineRun(process, clock, limits, listener).follow();
        }
    }

    /** Transfers may fail for a passing cause, so what failed is tried once more. */
    private EngineRun.Ending again(EngineRun.Ending first, Listener listener) throws InterruptedException {
        if (first instanceof EngineRun.Ending.Completed(JobSummary summary, List<FailedTransfer> failed)
                && summary.failed() > 0
                && !summary.cancelled()) {
            log.info("{} transfers failed; trying them once more", summary.failed());
            return goOn(summary.jobId(), listener);
        }
        return first;
    }

    private Ending ending(EngineRun.Ending ending) throws InterruptedException {
        return switch (ending) {
            case EngineRun.Ending.Completed(JobSummary summary, List<FailedTransfer> failed) ->
                completed(summary, failed);
            case EngineRun.Ending.Broke(int exitCode, String words) -> broke(exitCode, words);
            case EngineRun.Ending.Stalled(JobSummary last) -> new Ending.Broke(stalled(last));
            case EngineRun.Ending.OutOfTime() -> new Ending.OutOfTime();
            case EngineRun.Ending.OtherBandwidth other -> throw new IllegalStateException("goes on: " + other);
        };
    }

    private Ending completed(JobSummary summary, List<FailedTransfer> heard) throws InterruptedException {
        if (summary.cancelled()) {
            return new Ending.Broke(cancelled(summary, heard));
        }
        return new Ending.Completed(moved(summary), failed(summary, heard));
    }

    /** Nobody but AzCopy itself: where it is answered 403, it takes all other requests for vain. */
    private Trouble cancelled(JobSummary summary, List<FailedTransfer> heard) throws InterruptedException {
        Optional<Failed> first = failed(summary, heard).stream().findFirst();
        return first.flatMap(AzCopyEngine::known).orElseGet(() -> unknown(first));
    }

    private static Optional<Trouble> known(Failed first) {
        return AzCopyErrors.known(first.cause())
                .map(trouble -> new Trouble(
                        trouble.reason(),
                        "AzCopy cancelled its job at '" + first.key() + "'. " + trouble.message(),
                        trouble.retryable()));
    }

    private static Trouble unknown(Optional<Failed> first) {
        String which = first.map(failed -> " It was '" + failed.key() + "': " + failed.cause() + ".")
                .orElse("");
        return new Trouble(
                "EngineCancelled",
                "AzCopy cancelled its job, as it does at the first object that it may not read or write." + which
                        + " An object that intelligent tiering has archived is one, too; transfer.engine: Stream leaves such out.",
                true);
    }

    private List<Failed> failed(JobSummary summary, List<FailedTransfer> heard) throws InterruptedException {
        return summary.failed() == 0
                ? List.of()
                : new FailedTransfers(order.source().bucket(), state.logFile(summary.jobId()))
                        .explained(all(summary, heard));
    }

    /** AzCopy tells each failure once, when it happens; those of a former process only on demand. */
    private List<FailedTransfer> all(JobSummary summary, List<FailedTransfer> heard) throws InterruptedException {
        return heard.size() >= Math.min(summary.failed(), order.reportLimit()) ? heard : showFailed(summary.jobId());
    }

    static Moved moved(JobSummary summary) {
        return new Moved(
                summary.total(),
                summary.completed(),
                summary.failed(),
                summary.skipped(),
                summary.bytesTransferred(),
                summary.bytesExpected());
    }

    private static Ending broke(int exitCode, String words) {
        Trouble trouble = AzCopyErrors.trouble(words.isBlank() ? "no word, exit code " + exitCode : words);
        log.atWarn().addKeyValue("exitCode", exitCode).log("AzCopy broke off: {}", trouble.message());
        return sessionEnded(trouble) ? new Ending.OutOfTime() : new Ending.Broke(trouble);
    }

    private static boolean sessionEnded(Trouble trouble) {
        return trouble.reason().equals("CredentialsRejected") && trouble.retryable();
    }

    private static Trouble stalled(@Nullable JobSummary summary) {
        String at = summary == null
                ? "before it had listed the first objects"
                : "at " + summary.completed() + " of " + summary.total() + " objects";
        return new Trouble(
                "EngineStalled",
                "AzCopy showed no sign of life " + at
                        + " and was killed. It waits in silence for a name that doesn't resolve;"
                        + " check the pod's DNS and its way to S3 and to the storage account.",
                true);
    }

    private List<FailedTransfer> showFailed(String jobId) throws InterruptedException {
        return this.<List<FailedTransfer>>ask(
                        command.showFailed(jobId),
                        message -> message instanceof Transfers(List<FailedTransfer> transfers)
                                ? Optional.of(transfers)
                                : Optional.empty())
                .orElse(List.of());
    }

    /** Takes a job's plan from the volume. */
    private void remove(String jobId) throws InterruptedException {
        ask(command.remove(jobId), message -> Optional.<Boolean>empty());
    }

    private <T> Optional<T> ask(List<String> arguments, Function<AzCopyMessage, Optional<T>> wanted)
            throws InterruptedException {
        Map<String, String> environment = credentials.grant().environment().variables();
        Instant deadline = clock.instant().plus(ANSWER);
        Optional<T> answer = Optional.empty();
        try (AzCopyProcess process = AzCopyProcess.start(azcopy, arguments, environment)) {
            while (clock.instant().isBefore(deadline)) {
                Optional<AzCopyMessage> message = process.next(Duration.ofSeconds(1));
                if (message != null && message.isEmpty()) {
                    return answer;
                }
                if (message != null && answer.isEmpty()) {
                    answer = wanted.apply(message.get());
                }
            }
        }
        return answer;
    }
}
