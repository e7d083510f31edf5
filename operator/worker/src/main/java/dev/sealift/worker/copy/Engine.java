package dev.sealift.worker.copy;

import dev.sealift.worker.azcopy.AzCopyCommand;
import dev.sealift.worker.azcopy.AzCopyEnvironment;
import dev.sealift.worker.azcopy.AzCopyMessage;
import dev.sealift.worker.azcopy.AzCopyMessage.Transfers;
import dev.sealift.worker.azcopy.AzCopyProcess;
import dev.sealift.worker.azcopy.FailedTransfer;
import dev.sealift.worker.azcopy.Selection;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** AzCopy, as {@link Copy} uses it: short questions about a job, and long runs. */
public final class Engine {

    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final Path azcopy;
    private final AzCopyCommand command;
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

    /** @param patience how long AzCopy may show no sign of life */
    public Engine(Path azcopy, AzCopyCommand command, Clock clock, Duration patience, Credentials credentials) {
        this.azcopy = azcopy;
        this.command = command;
        this.clock = clock;
        this.patience = patience;
        this.credentials = credentials;
    }

    Optional<String> unsuitable() {
        return command.unsuitable();
    }

    EngineRun.Ending copy(Selection selection, EngineRun.Listener listener) throws InterruptedException {
        return run(command.copy(selection), listener);
    }

    EngineRun.Ending resume(String jobId, EngineRun.Listener listener) throws InterruptedException {
        return run(command.resume(jobId), listener);
    }

    private EngineRun.Ending run(List<String> arguments, EngineRun.Listener listener) throws InterruptedException {
        Granted granted = credentials.grant();
        try (AzCopyProcess process =
                AzCopyProcess.start(azcopy, arguments, granted.environment().variables())) {
            EngineRun.Limits limits = EngineRun.Limits.of(patience, granted.expire(), clock.instant());
            return new EngineRun(process, clock, limits, listener).follow();
        }
    }

    List<FailedTransfer> showFailed(String jobId) throws InterruptedException {
        return this.<List<FailedTransfer>>ask(
                        command.showFailed(jobId),
                        message -> message instanceof Transfers(List<FailedTransfer> transfers)
                                ? Optional.of(transfers)
                                : Optional.empty())
                .orElse(List.of());
    }

    /** Takes a job's plan from the volume. */
    void remove(String jobId) throws InterruptedException {
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
