package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.RedisLocation;
import dev.sealift.api.worker.RedisPauseOrder;
import dev.sealift.api.worker.RedisSurveyOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Side;
import dev.sealift.worker.redispause.RedisPause;
import dev.sealift.worker.redissurvey.RedisSurvey;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Retries;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What real servers say of themselves, and what they refuse. */
class RedisSurveyIT {

    private final RedisServer source = RedisServer.start("--notify-keyspace-events", "AE");
    private final RedisServer target = RedisServer.start("--maxmemory", "100mb", "--maxmemory-policy", "allkeys-lru");
    private final Client s = source.client();

    @AfterEach
    void stop() {
        s.close();
        source.close();
        target.close();
    }

    private WorkOutcome surveyed(RedisLocation location, @Nullable String password, String aliases)
            throws InterruptedException {
        RedisSurveyOrder order = new RedisSurveyOrder("key", location, target.location(), 10);
        return new RedisSurvey(
                        order,
                        Redis.at(location, Side.Source, password),
                        Redis.at(target.location(), Side.Target, null),
                        aliases,
                        new Progress(Clock.systemUTC(), ""),
                        Retries.none())
                .run()
                .outcome();
    }

    private String stat(String name) {
        return ((String) s.say("INFO", "stats"))
                .lines()
                .filter(line -> line.startsWith(name + ":"))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tells_what_both_sides_are() throws Exception {
        s.say("SET", "large", "x".repeat(100_000));
        s.say("SET", "small", "x");
        s.say("SELECT", "3");
        s.say("SET", "elsewhere", "x");

        Map<String, String> facts = surveyed(source.location(), null, "").facts();

        assertThat(facts)
                .containsEntry(RedisFact.SOURCE + RedisFact.SERVER, "Redis")
                .containsEntry(RedisFact.SOURCE + RedisFact.KEYS, "3")
                .containsEntry(RedisFact.SOURCE + RedisFact.DATABASES, "0,3")
                .containsEntry(RedisFact.SOURCE + RedisFact.CLUSTERED, "false")
                .containsEntry(RedisFact.SOURCE + RedisFact.PRIMARIES, "127.0.0.1:" + source.port())
                .containsEntry(RedisFact.SOURCE + RedisFact.PSYNC, "allowed")
                .containsEntry(RedisFact.SOURCE + RedisFact.NOTIFICATIONS, "AE")
                .containsEntry(RedisFact.SOURCE + RedisFact.LARGEST_KEY, "large")
                .containsEntry(RedisFact.SOURCE + RedisFact.RDB_VERSION, "10")
                .containsEntry(RedisFact.SOURCE + RedisFact.MODULES, "")
                .containsEntry(RedisFact.TARGET + RedisFact.MAX_MEMORY, Integer.toString(100 << 20))
                .containsEntry(RedisFact.TARGET + RedisFact.EVICTION, "allkeys-lru")
                .containsEntry(RedisFact.TARGET + RedisFact.DATABASES, "")
                .doesNotContainKey(RedisFact.TARGET + RedisFact.RDB_VERSION)
                .doesNotContainKey(RedisFact.TARGET + RedisFact.PSYNC);
        assertThat(stat("sync_full")).as("nobody replicated").endsWith(":0");
    }

    @Test
    void a_psync_that_a_user_may_not_use_is_seen_without_using_it() throws Exception {
        s.say("ACL", "SETUSER", "mover", "on", ">secret", "~*", "&*", "+@all", "-psync", "-config");

        Map<String, String> facts = surveyed(source.as("mover"), "secret", "").facts();

        assertThat(facts.get(RedisFact.SOURCE + RedisFact.PSYNC)).startsWith("NOPERM");
        assertThat(facts).containsEntry(RedisFact.SOURCE + RedisFact.NOTIFICATIONS, "unknown");
        assertThat(stat("sync_full")).endsWith(":0");
    }

    @Test
    void a_renamed_psync_is_found_by_its_alias_and_never_told() throws Exception {
        try (RedisServer hidden = RedisServer.start("--rename-command", "PSYNC", "nmfu2sl5osync")) {
            assertThat(surveyed(hidden.location(), null, "").facts().get(RedisFact.SOURCE + RedisFact.PSYNC))
                    .startsWith("ERR unknown command");
            assertThat(surveyed(hidden.location(), null, "127.0.0.1:" + hidden.port() + "@nmfu2sl5osync")
                            .facts())
                    .containsEntry(RedisFact.SOURCE + RedisFact.PSYNC, "allowed");
            assertThat(surveyed(hidden.location(), null, "127.0.0.1:" + hidden.port() + "@wrongalias")
                            .toString())
                    .doesNotContain("wrongalias");
        }
    }

    @Test
    void a_wrong_password_is_named_and_the_other_side_told_all_the_same() throws Exception {
        s.say("ACL", "SETUSER", "mover", "on", ">secret", "~*", "+@all");

        WorkOutcome outcome = surveyed(source.as("mover"), "guess", "");

        assertThat(outcome.reason()).isEqualTo("SourceCredentialsRejected");
        assertThat(outcome.retryable()).isFalse();
        assertThat(outcome.toString()).doesNotContain("guess");
        assertThat(outcome.worst()).extracting(ReportLine::item).containsExactly("SourceCredentialsRejected");
        assertThat(outcome.facts()).containsKey(RedisFact.TARGET + RedisFact.VERSION);
    }

    @Test
    void a_pause_that_is_refused_says_what_to_do() throws Exception {
        s.say("ACL", "SETUSER", "mover", "on", ">secret", "~*", "+@all", "-client|pause");

        WorkOutcome outcome = new RedisPause(
                        new RedisPauseOrder("key", source.as("mover"), 1000),
                        Redis.at(source.as("mover"), Side.Source, "secret"),
                        Retries.none())
                .run()
                .outcome();

        assertThat(outcome.reason()).isEqualTo("PauseRefused");
        assertThat(outcome.message()).contains("127.0.0.1:" + source.port()).contains("CLIENT PAUSE");
    }
}
