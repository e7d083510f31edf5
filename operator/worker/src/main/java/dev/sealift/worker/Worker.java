package dev.sealift.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.api.worker.WorkerContract;
import dev.sealift.worker.log.Logging;
import dev.sealift.worker.status.StatusServer;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Json;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.TerminationMessage;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The worker's process: one command, one outcome. The outcome goes to the termination log and to the status port; the process
 * then lingers until the operator has collected it. Exit code 0 means that the work was done; else see
 * {@link WorkerContract}.
 */
public final class Worker {

    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    private static final int WRONG_USE = 64;
    private static final int TERMINATED = 143;
    /** Under the grace period that Kubernetes gives by default, over what a stopping AzCopy gets. */
    private static final int SECONDS_TO_STOP = 25;

    private final Command command;
    private final Environment environment;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile @Nullable Finished finished;

    private Worker(Command command, Environment environment, Clock clock) {
        this.command = command;
        this.environment = environment;
        this.clock = clock;
    }

    public static void main(String[] arguments) {
        Command command = arguments.length == 1 ? Command.of(arguments[0]).orElse(null) : null;
        if (command == null) {
            System.err.println("usage: dev.sealift.worker.Worker " + Command.WORDS);
            System.exit(WRONG_USE);
            return;
        }
        System.exit(new Worker(command, new Environment(System.getenv()), Clock.systemUTC()).run());
    }

    private int run() {
        String key = key();
        Logging.configure(command.name(), key);
        Progress progress = new Progress(clock, "Starting");
        stopOnSignal(Thread.currentThread());
        try (StatusServer status = StatusServer.start(environment.statusPort(), key, progress)) {
            Finished result = result(progress);
            finished = result;
            tell(result);
            status.finish(result);
            linger(status, result);
            return exitCode(result);
        } catch (InterruptedException e) {
            log.info("ended by the pod");
            return TERMINATED;
        } catch (IOException e) {
            return unserved(e);
        } finally {
            stopped.countDown();
        }
    }

    private int unserved(IOException e) {
        Finished result =
                Outcomes.failed(new Trouble("WorkerFailed", "Can't serve the status port: " + e.getMessage(), true));
        finished = result;
        tell(result);
        return exitCode(result);
    }

    /** The order may be unreadable; then the outcome says so, under no key. */
    private String key() {
        try {
            return Json.MAPPER.readTree(environment.order()).path("key").asText();
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return "";
        }
    }

    private Finished result(Progress progress) throws InterruptedException {
        try {
            return new Workshop(environment, clock, progress).work(command).run();
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        } catch (JsonProcessingException | IllegalArgumentException e) {
            return Outcomes.failed(new Trouble("OrderInvalid", "The order can't be read: " + e.getMessage(), false));
        } catch (RuntimeException | Error e) {
            // Even a class that isn't there must end in an outcome: a worker that just dies tells the operator nothing.
            log.error("unexpected", e);
            return Outcomes.failed(new Trouble("WorkerFailed", "Unexpected: " + e, true));
        }
    }

    private void tell(Finished result) {
        log.atInfo()
                .addKeyValue("succeeded", result.outcome().succeeded())
                .addKeyValue("reason", result.outcome().reason())
                .log("{}", result.outcome().message());
        writeTerminationLog(result);
    }

    private void writeTerminationLog(Finished result) {
        Path file = environment.terminationLog();
        try {
            Files.writeString(file, TerminationMessage.json(result.outcome()));
        } catch (IOException e) {
            // Outside Kubernetes there is none; the status port says the same.
            log.debug("can't write {}", file, e);
        }
    }

    /** A shard's pod stands in the way of the next, so it stays only if its report holds more than its last words. */
    private void linger(StatusServer status, Finished result) throws InterruptedException {
        if (isShard() && result.tellsAll()) {
            return;
        }
        if (!status.awaitCollected(environment.linger())) {
            log.warn("nobody collected the outcome in {}", environment.linger());
        }
    }

    /** Kubernetes tries a shard again by itself; undivided work only if its pod is lost. */
    private int exitCode(Finished result) {
        if (result.outcome().succeeded()) {
            return 0;
        }
        return isShard() && result.outcome().retryable() ? WorkerContract.EXIT_TRY_AGAIN : WorkerContract.EXIT_FAILED;
    }

    private boolean isShard() {
        return environment.shardPlan().isPresent();
    }

    /**
     * Interrupts the work on SIGTERM, and lets it stop its engine before the process goes. Work that had ended keeps its exit
     * code; the outcome stands in the termination log.
     */
    private void stopOnSignal(Thread work) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            Finished result = finished;
            if (result != null) {
                Runtime.getRuntime().halt(exitCode(result));
            }
            work.interrupt();
            awaitStop();
            writeTerminationLog(Outcomes.failed(
                    new Trouble("Interrupted", "The pod was ended; the same order goes on where it was left.", true)));
            Runtime.getRuntime().halt(TERMINATED);
        }));
    }

    private void awaitStop() {
        try {
            boolean inTime = stopped.await(SECONDS_TO_STOP, TimeUnit.SECONDS);
            if (!inTime) {
                log.warn("the work didn't stop in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
