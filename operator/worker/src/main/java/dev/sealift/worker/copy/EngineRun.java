package dev.sealift.worker.copy;

import dev.sealift.worker.azcopy.AzCopyMessage;
import dev.sealift.worker.azcopy.AzCopyMessage.Begun;
import dev.sealift.worker.azcopy.AzCopyMessage.Ended;
import dev.sealift.worker.azcopy.AzCopyMessage.Fatal;
import dev.sealift.worker.azcopy.AzCopyMessage.Noise;
import dev.sealift.worker.azcopy.AzCopyMessage.Note;
import dev.sealift.worker.azcopy.AzCopyMessage.Question;
import dev.sealift.worker.azcopy.AzCopyMessage.Transfers;
import dev.sealift.worker.azcopy.AzCopyMessage.Underway;
import dev.sealift.worker.azcopy.AzCopyProcess;
import dev.sealift.worker.azcopy.FailedTransfer;
import dev.sealift.worker.azcopy.JobSummary;
import dev.sealift.worker.azcopy.Redaction;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Follows one AzCopy process from its start to its end, and ends it when it must. */
final class EngineRun {

    private static final Logger log = LoggerFactory.getLogger(EngineRun.class);

    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration SAY_EVERY = Duration.ofSeconds(10);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int MOST_FAILED = 10_000;
    private static final int LAST_WORDS = 5;

    private final AzCopyProcess process;
    private final Clock clock;
    private final Vigil vigil;
    private final Limits limits;
    private final Engine.Listener listener;

    private final Set<FailedTransfer> failed = new LinkedHashSet<>();
    private final Deque<String> noise = new ArrayDeque<>();
    private @Nullable JobSummary last;
    private @Nullable JobSummary end;
    private @Nullable String fatal;
    private Instant said = Instant.EPOCH;

    /**
     * When to give up on a process.
     *
     * @param patience how long without a sign of life
     * @param renewal when to go on with new keys; null if these don't end
     * @param otherBandwidth when to go on with another limit of bandwidth; null if it stays
     */
    record Limits(
            Duration patience,
            @Nullable Instant renewal,
            @Nullable Instant otherBandwidth) {

        private static final Duration MARGIN = Duration.ofMinutes(10);

        /** @param expire when the process's keys end; null if they don't. Of a short life, half is used. */
        static Limits of(Duration patience, @Nullable Instant expire, Instant now) {
            if (expire == null || !expire.isAfter(now)) {
                return new Limits(patience, null, null);
            }
            Duration half = Duration.between(now, expire).dividedBy(2);
            return new Limits(patience, expire.minus(half.compareTo(MARGIN) < 0 ? half : MARGIN), null);
        }

        Limits until(@Nullable Instant bandwidthChanges) {
            return new Limits(patience, renewal, bandwidthChanges);
        }

        boolean keysEnd(Instant now) {
            return renewal != null && !now.isBefore(renewal);
        }

        boolean bandwidthChanges(Instant now) {
            return otherBandwidth != null && !now.isBefore(otherBandwidth);
        }
    }

    /** How it ended. */
    sealed interface Ending {

        /** It came to the end of its job; whether every transfer did stands in the summary. */
        record Completed(JobSummary summary, List<FailedTransfer> failed) implements Ending {}

        /** It gave up. */
        record Broke(int exitCode, String words) implements Ending {}

        /** It showed no sign of life and was killed. */
        record Stalled(@Nullable JobSummary last) implements Ending {}

        /** It was stopped, because its keys end soon and it can go on with new ones. */
        record OutOfTime() implements Ending {}

        /** It was stopped, because another limit of bandwidth holds from now on, and AzCopy takes one at its start only. */
        record OtherBandwidth(String jobId) implements Ending {}
    }

    EngineRun(AzCopyProcess process, Clock clock, Limits limits, Engine.Listener listener) {
        this.process = process;
        this.clock = clock;
        this.limits = limits;
        this.vigil = new Vigil(limits.patience(), clock.instant());
        this.listener = listener;
    }

    /** @throws InterruptedException if the pod ends; AzCopy has been stopped then, its plan is kept */
    Ending follow() throws InterruptedException {
        try {
            return listen();
        } catch (InterruptedException e) {
            stop();
            throw e;
        }
    }

    private Ending listen() throws InterruptedException {
        while (true) {
            Optional<AzCopyMessage> message = process.next(TICK);
            if (message != null) {
                if (message.isEmpty()) {
                    return ended();
                }
                hear(message.get());
            }
            if (vigil.stalled(clock.instant(), process.bytesRead())) {
                stop();
                return new Ending.Stalled(last);
            }
            Optional<Ending> change = change();
            if (change.isPresent()) {
                stop();
                return change.get();
            }
        }
    }

    /** Why a new process should go on, which it can once the source has been listed to its end. */
    private Optional<Ending> change() {
        if (end != null || last == null || !last.completelyOrdered()) {
            return Optional.empty();
        }
        if (limits.keysEnd(clock.instant())) {
            return Optional.of(new Ending.OutOfTime());
        }
        return limits.bandwidthChanges(clock.instant())
                ? Optional.of(new Ending.OtherBandwidth(last.jobId()))
                : Optional.empty();
    }

    private void hear(AzCopyMessage message) {
        switch (message) {
            case Begun(String jobId, String logFile) -> listener.begun(jobId);
            case Underway(JobSummary summary, List<FailedTransfer> more) -> underway(summary, more);
            case Ended(JobSummary summary, List<FailedTransfer> more) -> {
                underway(summary, more);
                end = summary;
            }
            case Fatal(String text) -> fatal = text;
            case Question(String text) -> process.answer("y");
            case Note(String text) -> log.info("AzCopy: {}", Redaction.of(text));
            case Noise(String text) -> keep(text);
            case Transfers transfers -> {}
        }
    }

    private void underway(JobSummary summary, List<FailedTransfer> more) {
        Instant now = clock.instant();
        last = summary;
        vigil.heard(summary, now);
        more.stream().limit(Math.max(0, MOST_FAILED - failed.size())).forEach(failed::add);
        listener.underway(AzCopyEngine.moved(summary));
        if (Duration.between(said, now).compareTo(SAY_EVERY) >= 0) {
            said = now;
            log.atInfo()
                    .addKeyValue("job", summary.jobId())
                    .addKeyValue("completed", summary.completed())
                    .addKeyValue("failed", summary.failed())
                    .addKeyValue("skipped", summary.skipped())
                    .addKeyValue("total", summary.total())
                    .addKeyValue("listed", summary.completelyOrdered())
                    .log("copying");
        }
    }

    private void keep(String text) {
        noise.addLast(text.length() > 500 ? text.substring(0, 500) : text);
        if (noise.size() > LAST_WORDS) {
            noise.removeFirst();
        }
    }

    private Ending ended() throws InterruptedException {
        int exitCode = process.exitCode();
        if (end != null) {
            return new Ending.Completed(end, List.copyOf(failed));
        }
        String words = fatal == null ? String.join(" ", noise) : fatal;
        return new Ending.Broke(exitCode, words);
    }

    /** Lets it close its plan, and kills it if it doesn't. Must go on when this thread is interrupted again. */
    private void stop() {
        process.interrupt();
        boolean interrupted = drain(clock.instant().plus(GRACE));
        process.kill();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Its last words may be its first: which job it is has to be kept even now. */
    private void hearLast(AzCopyMessage message) {
        switch (message) {
            case Begun(String jobId, String logFile) -> listener.begun(jobId);
            case Question question -> process.answer("y");
            case Underway underway -> {}
            case Ended ended -> {}
            case Transfers transfers -> {}
            case Fatal fatalError -> {}
            case Note note -> {}
            case Noise someNoise -> {}
        }
    }

    private boolean drain(Instant deadline) {
        boolean interrupted = false;
        while (clock.instant().isBefore(deadline)) {
            try {
                Optional<AzCopyMessage> message = process.next(TICK);
                if (message != null && message.isEmpty()) {
                    return interrupted;
                }
                if (message != null) {
                    hearLast(message.get());
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        return interrupted;
    }
}
