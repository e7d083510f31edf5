package dev.sealift.worker.rediswatch;

import dev.sealift.api.worker.RedisWatchOrder;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/** Writes redis-shake's file, for nobody's eyes but its owner's. */
public final class ShakeConfig implements Work {

    private static final FileAttribute<Set<PosixFilePermission>> OWNERS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final ShakeFile file;
    private final Places places;

    public ShakeConfig(RedisWatchOrder order, Secrets secrets, Places places) {
        this.file = new ShakeFile(order, secrets, places);
        this.places = places;
    }

    @Override
    public Finished run() {
        Path path = places.file();
        try {
            Files.deleteIfExists(path);
            Files.createFile(path, OWNERS_ONLY);
            Files.writeString(path, file.text());
            // The log of a life before would be taken for this one's.
            Files.deleteIfExists(places.log());
        } catch (IOException e) {
            return Outcomes.failed(new Trouble("WorkerFailed", "Can't write " + path + ": " + e.getMessage(), true));
        }
        return Outcomes.done("Configured", "redis-shake's file stands at " + path, Map.of(), new Report(0));
    }
}
