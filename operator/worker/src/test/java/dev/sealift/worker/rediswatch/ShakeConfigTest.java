package dev.sealift.worker.rediswatch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.RedisLocation;
import dev.sealift.api.worker.RedisMode;
import dev.sealift.api.worker.RedisWatchOrder;
import dev.sealift.worker.work.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShakeConfigTest {

    private static final RedisLocation SOURCE = new RedisLocation("cache.example", 6379, true, true, "mover");
    private static final RedisLocation TARGET = new RedisLocation("new.example", 10000, false, true, "");

    @TempDir
    private Path directory;

    private Places places() throws IOException {
        return new Places(Files.createDirectories(directory.resolve("shared")), directory.resolve("data"));
    }

    private String written(RedisMode mode, Secrets secrets) throws IOException {
        RedisWatchOrder order = new RedisWatchOrder("key", SOURCE, TARGET, mode, mode == RedisMode.Psync, 8888, 100);
        Finished finished = new ShakeConfig(order, secrets, places()).run();
        assertThat(finished.outcome().succeeded()).isTrue();
        return Files.readString(places().file());
    }

    @Test
    void psync() throws IOException {
        String text = written(RedisMode.Psync, new Secrets("a$b", null, "10.0.0.1:6379@nmfu2sl5osync"));

        assertThat(text).isEqualTo("""
                        [sync_reader]
                        cluster = true
                        address = "cache.example:6379"
                        username = "mover"
                        password = "a\\u0024b"
                        tls = true
                        sync_rdb = true
                        sync_aof = true
                        prefer_replica = false
                        try_diskless = false

                        [redis_writer]
                        cluster = false
                        address = "new.example:10000"
                        username = ""
                        password = ""
                        tls = true
                        sentinel = false
                        master = ""
                        off_reply = false

                        [advanced]
                        dir = "%s"
                        status_port = 8888
                        log_file = "../shared/shake.log"
                        log_level = "info"
                        log_interval = 30
                        rdb_restore_command_behavior = "rewrite"
                        aws_psync = "10.0.0.1:6379@nmfu2sl5osync"
                        empty_db_before_sync = true
                        """.formatted(directory.resolve("data")));
    }

    @Test
    void scan() throws IOException {
        assertThat(written(RedisMode.ScanAndNotify, new Secrets(null, null, "")))
                .startsWith("""
                        [scan_reader]
                        cluster = true
                        address = "cache.example:6379"
                        username = "mover"
                        password = ""
                        tls = true
                        dbs = []
                        scan = true
                        ksn = true
                        prefer_replica = false
                        count = 200
                        """)
                .doesNotContain("sync_reader");
    }

    @Test
    void only_its_owner_reads_it_and_what_stood_there_is_gone() throws IOException {
        Files.writeString(places().file(), "password = \"old\"");
        Files.writeString(places().log(), "an error of a life before");

        String text = written(RedisMode.Psync, new Secrets("secret", "secret too", ""));

        assertThat(text).doesNotContain("old");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(places().file())))
                .isEqualTo("rw-------");
        assertThat(places().log()).doesNotExist();
    }
}
