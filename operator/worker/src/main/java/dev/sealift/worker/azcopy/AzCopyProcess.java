package dev.sealift.worker.azcopy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One running AzCopy. Its standard input stays an open pipe: AzCopy spins on an input that has ended, and asks questions
 * there.
 */
public final class AzCopyProcess implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(AzCopyProcess.class);

    private static final int LONGEST_LINE = 8 << 20;
    private static final int MOST_WAITING = 1000;
    private static final Duration LAST_WORDS = Duration.ofSeconds(10);

    private final Process process;
    private final BlockingQueue<Optional<AzCopyMessage>> messages = new LinkedBlockingQueue<>(MOST_WAITING);

    private AzCopyProcess(Process process) {
        this.process = process;
    }

    public static AzCopyProcess start(Path azcopy, List<String> arguments, Map<String, String> environment) {
        List<String> command = new ArrayList<>(List.of(azcopy.toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        try {
            AzCopyProcess started = new AzCopyProcess(builder.start());
            Thread.ofVirtual().name("azcopy-output").start(started::listen);
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException("can't start " + azcopy, e);
        }
    }

    private void listen() {
        try (BufferedReader reader =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            CappedLines lines = new CappedLines(reader, LONGEST_LINE);
            for (String line = lines.next(); line != null; line = lines.next()) {
                if (!line.isBlank()) {
                    messages.put(Optional.of(AzCopyLines.parse(line)));
                }
            }
        } catch (IOException e) {
            log.debug("AzCopy's output broke off", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            end();
        }
    }

    private void end() {
        try {
            messages.put(Optional.empty());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next message; an empty inner one when the output has ended; null if nothing came in time. */
    public @Nullable Optional<AzCopyMessage> next(Duration longest) throws InterruptedException {
        return messages.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How the process ended; waits a little, for its output may end before it does. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
        return process.exitValue();
    }

    public void answer(String line) {
        try {
            Writer input = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
            input.write(line + "\n");
            input.flush();
        } catch (IOException e) {
            log.debug("AzCopy doesn't read its input any more", e);
        }
    }

    /**
     * Asks it to stop; it treats SIGTERM and SIGINT alike, and keeps its plan. It may not hear, as when a name doesn't
     * resolve. By the handle, because the process's own method would also close its output, of which it would die.
     */
    public void interrupt() {
        process.toHandle().destroy();
    }

    public void kill() {
        process.destroyForcibly();
    }

    /**
     * How many bytes the process has read, from files and from the network: the only sign of life that AzCopy gives while it
     * lists a bucket of which nothing is to be copied. 0 if the system doesn't tell.
     */
    public long bytesRead() {
        try {
            return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "io")).stream()
                    .filter(line -> line.startsWith("rchar:"))
                    .mapToLong(line ->
                            Long.parseLong(line.substring("rchar:".length()).trim()))
                    .findFirst()
                    .orElse(0);
        } catch (NoSuchFileException e) {
            return 0;
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
