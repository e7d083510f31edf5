package dev.sealift.worker.rediswatch;

import dev.sealift.api.worker.RedisLocation;
import dev.sealift.api.worker.RedisWatchOrder;
import org.jspecify.annotations.Nullable;

/**
 * What redis-shake 4.2 is told.
 *
 * @see <a href="https://github.com/tair-opensource/RedisShake/blob/v4.2.2/shake.toml">its file, with every key</a>
 */
record ShakeFile(RedisWatchOrder order, Secrets secrets, Places places) {

    /** Keys that a SCAN looks at: its default of 1 makes a round trip of every key. */
    private static final int SCAN_COUNT = 200;

    private static final int LOG_SECONDS = 30;

    String text() {
        return String.join("\n", reader(), writer(), advanced());
    }

    private String reader() {
        return switch (order.mode()) {
            case Psync -> """
                [sync_reader]
                %s
                sync_rdb = true
                sync_aof = true
                prefer_replica = false
                try_diskless = false
                """.formatted(server(order.source(), secrets.sourcePassword()));
            case ScanAndNotify -> """
                [scan_reader]
                %s
                dbs = []
                scan = true
                ksn = true
                prefer_replica = false
                count = %d
                """.formatted(server(order.source(), secrets.sourcePassword()), SCAN_COUNT);
        };
    }

    private String writer() {
        return """
                [redis_writer]
                %s
                sentinel = false
                master = ""
                off_reply = false
                """.formatted(server(order.target(), secrets.targetPassword()));
    }

    private static String server(RedisLocation location, @Nullable String password) {
        return """
                cluster = %b
                address = %s
                username = %s
                password = %s
                tls = %b""".formatted(
                        location.cluster(),
                        Toml.string(location.address()),
                        Toml.string(location.username()),
                        Toml.string(password == null ? "" : password),
                        location.tls());
    }

    /** By SCAN, a key that is there already is of an earlier run, or has changed since: the later value wins. */
    private String advanced() {
        return """
                [advanced]
                dir = %s
                status_port = %d
                log_file = %s
                log_level = "info"
                log_interval = %d
                rdb_restore_command_behavior = "rewrite"
                aws_psync = %s
                empty_db_before_sync = %b
                """.formatted(
                        Toml.string(places.data().toString()),
                        order.statusPort(),
                        Toml.string(places.logFromData().toString()),
                        LOG_SECONDS,
                        Toml.string(secrets.psyncAliases()),
                        order.empties());
    }

    /** Never its text, which holds passwords. */
    @Override
    public String toString() {
        return "redis-shake's file for " + order.mode();
    }
}
