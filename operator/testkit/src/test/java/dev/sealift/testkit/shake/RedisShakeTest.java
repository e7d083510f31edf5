package dev.sealift.testkit.shake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sealift.testkit.json.Json;
import dev.sealift.testkit.redis.LocalCluster;
import dev.sealift.testkit.redis.LocalRedis;
import dev.sealift.testkit.redis.RedisDifference;
import dev.sealift.testkit.redis.RedisFill;
import dev.sealift.testkit.redis.RedisSide;
import dev.sealift.testkit.redis.RedisTraffic;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The program between two real servers. Everything here holds for redis-shake 4.2 too, and was tried with it: see {@link
 * RunningShake}.
 */
class RedisShakeTest {

    private static final RedisFill FILL = new RedisFill(3, 2_000, 1 << 20);
    private static final Duration TOLERANCE = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private LocalRedis source;
    private LocalRedis target;

    @BeforeEach
    void start() {
        source = LocalRedis.start(
                folder,
                "--notify-keyspace-events",
                "AE",
                "--repl-diskless-sync-delay",
                "0",
                "--repl-ping-replica-period",
                "1");
        target = LocalRedis.start(folder, "--databases", "4");
    }

    @AfterEach
    void stop() {
        source.close();
        target.close();
    }

    @Test
    void aSyncMovesEverythingAndFollows() {
        fill();
        try (RunningShake shake = sync("")) {
            shake.awaitStatus(RedisShakeTest::follows);
            change();
            shake.awaitStatus(status -> status.path("per_cmd_entries_count")
                            .path("DEL")
                            .path("write_count")
                            .asInt()
                    > 0);
            shake.awaitStatus(status -> status.path("consistent").asBoolean());
            await().untilAsserted(() -> assertThat(differences()).isEmpty());

            shake.signal("TERM");
            shake.awaitSaid("Got signal: terminated.");
            assertThat(shake.isRunning()).isTrue();
            shake.signal("INT");
            assertThat(shake.ended()).isZero();
        }
    }

    @Test
    void aScanMovesEverythingAndFollowsNotifications() {
        fill();
        try (RunningShake shake = scan("ksn = true\ncount = 100", "rewrite")) {
            // Not earlier: a key that is deleted while its value is on the way comes back.
            await().untilAsserted(() -> assertThat(differences()).isEmpty());
            change();
            await().untilAsserted(() -> assertThat(differences()).isEmpty());
        }
    }

    @Test
    void aScanWithoutNotificationsEnds() {
        fill();
        try (RunningShake shake = scan("", "panic")) {
            assertThat(shake.ended()).isZero();
            assertThat(differences()).isEmpty();
        }
    }

    @Test
    void whatExpiresOrIsFlushedOrRenamedStaysAfterANotification() {
        source.ask("SET", "renamed", "1");
        source.ask("SET", "flushed", "1");
        try (RunningShake shake = scan("ksn = true", "rewrite")) {
            shake.awaitStatus(status -> status.path("consistent").asBoolean());
            source.ask("RENAME", "renamed", "new-name");
            source.ask("SET", "deleted", "1");
            // Not earlier: a key that is deleted while its value is on the way comes back.
            await().until(() -> target.ask("EXISTS", "deleted", "new-name").number() == 2);
            source.ask("DEL", "deleted");
            await().until(() -> target.ask("EXISTS", "deleted").number() == 0);
            source.ask("FLUSHALL");
            source.ask("SET", "last", "1");
            await().until(() -> target.ask("EXISTS", "last").number() == 1);

            assertThat(target.ask("KEYS", "*").strings())
                    .containsExactlyInAnyOrder("renamed", "new-name", "flushed", "last");
        }
    }

    /** The snapshot is not written by RESTORE, so nothing is replaced. */
    @Test
    void aSecondSyncDoublesLists() {
        source.ask("RPUSH", "list", "a", "b");
        for (int i = 0; i < 2; i++) {
            try (RunningShake shake = sync("")) {
                shake.awaitStatus(RedisShakeTest::follows);
            }
        }
        assertThat(target.ask("LRANGE", "list", "0", "-1").strings()).containsExactly("a", "b", "a", "b");
    }

    @Test
    void aTargetCanBeEmptiedFirst() {
        source.ask("RPUSH", "list", "a");
        target.ask("RPUSH", "list", "b");
        target.ask("SET", "other", "b");
        try (RunningShake shake = sync("empty_db_before_sync = true")) {
            shake.awaitStatus(RedisShakeTest::follows);
            assertThat(differences()).isEmpty();
        }
    }

    @Test
    void largeSortedSetsLoseDecimals() {
        for (int i = 0; i < 129; i++) {
            source.ask("ZADD", "large", "0.123456789", "member" + i);
        }
        source.ask("ZADD", "small", "0.123456789", "member");
        try (RunningShake shake = sync("")) {
            shake.awaitStatus(RedisShakeTest::follows);
            assertThat(target.ask("ZSCORE", "large", "member7").octets()).startsWith("0.123457");
            assertThat(target.ask("ZSCORE", "small", "member").octets()).startsWith("0.123456789");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[sync_reader]", "[scan_reader]\nksn = true\ncount = 100"})
    void aClusterIsMovedShardByShard(String reader) {
        try (LocalCluster from = LocalCluster.start(folder.resolve("from"), 2);
                LocalCluster to = LocalCluster.start(folder.resolve("to"), 3)) {
            try (RedisSide side = from.side()) {
                FILL.into(side);
            }
            try (RunningShake shake = cluster(reader, from, to)) {
                await().untilAsserted(() ->
                        assertThat(differences(from.side(), to.side())).isEmpty());
                shake.awaitStatus(status -> status.path("reader").size() == 2
                        && status.path("writer").size() == 3);
                change(from.side());
                await().untilAsserted(() ->
                        assertThat(differences(from.side(), to.side())).isEmpty());
            }
        }
    }

    private RunningShake cluster(String reader, LocalCluster from, LocalCluster to) {
        return RunningShake.start(folder, """
                %s
                cluster = true
                address = "%s"
                [redis_writer]
                cluster = true
                address = "%s"
                [advanced]
                rdb_restore_command_behavior = "rewrite"
                """.formatted(reader, from.address(), to.address()));
    }

    /** What stands before a function in an RDB file is taken for the type of a key. */
    @Test
    void aFunctionEndsASync() {
        source.ask("FUNCTION", "LOAD", "#!lua name=lib\nredis.register_function('one', function() return 1 end)");
        try (RunningShake shake = sync("")) {
            assertThat(shake.ended()).isEqualTo(1);
            assertThat(shake.said())
                    .contains("unknown rdb value type byte. key=[#!lua name=lib")
                    .contains("type=[245]");
        }
    }

    @Test
    void aFullTargetEndsIt() {
        target.ask("CONFIG", "SET", "maxmemory", "1");
        source.ask("SET", "a", "1");
        try (RunningShake shake = sync("")) {
            assertThat(shake.ended()).isEqualTo(1);
            assertThat(shake.said()).contains("receive reply failed. cmd=[set a 1], error=[OOM command not allowed");
        }
    }

    @Test
    void aKeyInTheWayEndsAScan() {
        source.ask("SET", "a", "1");
        target.ask("SET", "a", "2");
        try (RunningShake shake = scan("", "panic")) {
            assertThat(shake.ended()).isEqualTo(1);
            assertThat(shake.said()).contains("received BUSYKEY reply. cmd=[RESTORE a 0");
        }
        try (RunningShake shake = scan("", "skip")) {
            assertThat(shake.ended()).isZero();
        }
        assertThat(target.ask("GET", "a").octets()).isEqualTo("2");
    }

    @Test
    void aDatabaseThatTheTargetLacksEndsIt() {
        try (RedisSide side = source.side()) {
            side.select(7);
            side.run(List.of(List.of("SET", "a", "1")));
        }
        try (RunningShake shake = sync("")) {
            assertThat(shake.ended()).isEqualTo(1);
            assertThat(shake.said()).contains("cmd=[select 7], error=[ERR DB index is out of range]");
        }
    }

    @Test
    void aSourceThatHangsUpEndsIt() {
        try (RunningShake shake = sync("")) {
            shake.awaitStatus(
                    status -> status.path("reader").path("status").asText().equals("syncing aof"));
            source.close();
            assertThat(shake.ended()).isEqualTo(1);
            assertThat(shake.said()).contains("EOF");
        }
    }

    @Test
    void aRefusedPsyncEndsIt() {
        source.ask("ACL", "SETUSER", "default", "-psync");
        try (RunningShake shake = sync("")) {
            assertThat(shake.ended()).isEqualTo(1);
            assertThat(shake.said()).contains("NOPERM");
        }
    }

    @Test
    void aWrongPasswordEndsIt() {
        source.ask("CONFIG", "SET", "requirepass", "right");
        try (RunningShake shake = run("[sync_reader]\npassword = \"wrong\"", "")) {
            assertThat(shake.ended()).isEqualTo(1);
            assertThat(shake.said()).contains("WRONGPASS");
        }
    }

    /** Every name and every kind of value on the page, as redis-shake 4.2 served it. */
    @Test
    void theStatusOfASyncIsTheRealOnes() throws Exception {
        source.ask("SET", "a", "1");
        try (RunningShake shake = sync("")) {
            shake.awaitStatus(RedisShakeTest::follows);
            assertSameForm("status-sync.json", shake.status());
        }
    }

    @Test
    void theStatusOfAScanIsTheRealOnes() throws Exception {
        source.ask("SET", "a", "1");
        try (RunningShake shake = scan("ksn = true", "rewrite")) {
            shake.awaitStatus(
                    status -> status.path("reader").path("scan_finished").asBoolean());
            assertSameForm("status-scan.json", shake.status());
        }
    }

    private void assertSameForm(String resource, JsonNode status) throws Exception {
        try (var in = RedisShakeTest.class.getResourceAsStream(resource)) {
            byte[] real = java.util.Objects.requireNonNull(in, resource).readAllBytes();
            assertThat(form(status))
                    .isEqualTo(
                            form(Json.read(new String(real, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))));
        }
    }

    /** Names, in their order, and what kind of value each has. */
    private static String form(JsonNode node) {
        if (node.isObject()) {
            StringBuilder form = new StringBuilder("{");
            node.properties()
                    .forEach(field -> form.append(field.getKey())
                            .append(':')
                            .append(form(field.getValue()))
                            .append(' '));
            return form.append('}').toString();
        }
        return node.getNodeType().name();
    }

    private static boolean follows(JsonNode status) {
        return status.path("consistent").asBoolean()
                && status.path("reader").path("status").asText().equals("syncing aof");
    }

    private void fill() {
        try (RedisSide side = source.side()) {
            FILL.into(side);
            side.select(3);
            side.run(List.of(List.of("SET", "elsewhere", "1")));
        }
    }

    private void change() {
        change(source.side());
    }

    private static void change(RedisSide side) {
        RedisTraffic traffic = RedisTraffic.start(side, FILL, 2_000);
        await().until(() -> traffic.written() >= 2_000);
        traffic.close();
    }

    private List<RedisDifference> differences() {
        return differences(source.side(), target.side());
    }

    private static List<RedisDifference> differences(RedisSide from, RedisSide to) {
        try (from;
                to) {
            return RedisDifference.between(from, to, TOLERANCE);
        }
    }

    private RunningShake sync(String advanced) {
        return run("[sync_reader]", advanced);
    }

    private RunningShake scan(String reader, String behavior) {
        return run("[scan_reader]\n" + reader, "rdb_restore_command_behavior = \"" + behavior + "\"");
    }

    private RunningShake run(String reader, String advanced) {
        return RunningShake.start(folder, """
                %s
                address = "%s"
                [redis_writer]
                address = "%s"
                [advanced]
                %s
                """.formatted(reader, source.address(), target.address(), advanced));
    }
}
