package dev.sealift.worker.rediswatch;

import java.nio.file.Path;

/**
 * Where redis-shake and the worker beside it meet. Both containers see both directories under the same paths.
 *
 * @param shared for the file with passwords and for the log; small, and in memory
 * @param data for what redis-shake buffers: the source's snapshot, and commands that wait
 */
public record Places(Path shared, Path data) {

    Path file() {
        return shared.resolve("shake.toml");
    }

    Path log() {
        return shared.resolve("shake.log");
    }

    /** The log as redis-shake takes it: it puts {@code dir} before whatever it is told, an absolute path too. */
    Path logFromData() {
        return data.toAbsolutePath().relativize(log().toAbsolutePath());
    }
}
