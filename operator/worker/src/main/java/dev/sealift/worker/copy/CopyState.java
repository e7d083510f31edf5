package dev.sealift.worker.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Json;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What survives the pod, in a directory of the volume that belongs to one operation: AzCopy's plan, the id of its job, and,
 * once the work has ended, how. Files appear whole or not at all.
 */
public final class CopyState {

    private static final Logger log = LoggerFactory.getLogger(CopyState.class);

    private static final Pattern SAFE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,127}");

    private final Path directory;

    private CopyState(Path directory) {
        this.directory = directory;
    }

    /**
     * A job that was started.
     *
     * @param begun when the copying of this operation began; what changes later belongs to the next pass
     * @param last whether nothing is left when it is done
     */
    public record Job(String jobId, Instant begun, boolean last) {}

    public static CopyState open(Path volume, String key) {
        if (!SAFE.matcher(key).matches()) {
            throw new IllegalArgumentException("not a key that can name a directory: " + key);
        }
        CopyState state = new CopyState(volume.resolve(key));
        try {
            Files.createDirectories(state.directory.resolve("plan"));
            Files.createDirectories(state.directory.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to the state volume", e);
        }
        return state;
    }

    public Path directory() {
        return directory;
    }

    public Path logFile(String jobId) {
        return directory.resolve("log").resolve(jobId + ".log");
    }

    public Optional<Job> job() {
        return read("job.json", Job.class);
    }

    public void begun(Job job) {
        write("job.json", job);
    }

    public Optional<Finished> finished() {
        return read("finished.json", Finished.class);
    }

    public void finished(Finished finished) {
        write("finished.json", finished);
    }

    private <T> Optional<T> read(String name, Class<T> type) {
        Path file = directory.resolve(name);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Json.MAPPER.readValue(file.toFile(), type));
        } catch (IOException e) {
            // Only a newer or older worker writes what this one can't read; then the work is done again.
            log.warn("can't read {}; it is ignored", file, e);
            return Optional.empty();
        }
    }

    private void write(String name, Object content) {
        Path unfinished = directory.resolve(name + ".new");
        try {
            writeThrough(unfinished, json(content));
            Files.move(unfinished, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("can't write to the state volume", e);
        }
    }

    /** By a stream and not by a channel: those close when the thread is interrupted, which is when this matters most. */
    private static void writeThrough(Path file, byte[] bytes) throws IOException {
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(bytes);
            out.getFD().sync();
        }
    }

    private static byte[] json(Object content) throws JsonProcessingException {
        return Json.MAPPER.writeValueAsString(content).getBytes(StandardCharsets.UTF_8);
    }
}
