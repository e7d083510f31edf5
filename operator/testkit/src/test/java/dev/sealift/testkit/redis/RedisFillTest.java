package dev.sealift.testkit.redis;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On two real servers. */
class RedisFillTest {

    private static final RedisFill FILL = new RedisFill(7, 500, 64 << 10);
    private static final Duration TOLERANCE = Duration.ofSeconds(5);

    @TempDir
    Path folder;

    private LocalRedis left;
    private LocalRedis right;

    @BeforeEach
    void start() {
        left = LocalRedis.start(folder);
        right = LocalRedis.start(folder);
    }

    @AfterEach
    void stop() {
        left.close();
        right.close();
    }

    @Test
    void theSameSeedMakesTheSameKeysOfAllTypes() {
        fillBoth();
        try (RedisSide side = left.side()) {
            assertThat(side.size()).isEqualTo(FILL.keys() + 1);
            Set<String> types = IntStream.range(0, 20)
                    .mapToObj(number -> left.ask("TYPE", RedisFill.key(number)).octets())
                    .collect(Collectors.toSet());
            assertThat(types).containsExactlyInAnyOrder("string", "list", "hash", "set", "zset", "stream");
        }
        assertThat(differences()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            string:0,  SET string:0 other,                       value
            string:0,  DEL string:0,                             missing
            string:0,  EXPIRE string:0 100,                      time to live
            mortal:1,  PERSIST mortal:1,                         time to live
            list:2,    RPUSH list:2 one-more,                    value
            hash:3,    HSET hash:3 field one-more,               value
            set:4,     SADD set:4 one-more,                      value
            zset:5,    ZINCRBY zset:5 0.001 member0,             value
            stream:6,  XADD stream:6 * field one-more,           value
            stream:6,  XGROUP SETID stream:6 group 1-1,          value
            largest,   APPEND largest x,                         value
            new,       SET new one-more,                         surplus
            """)
    void namesTheKeyThatDiffersAndHow(String key, String change, String what) {
        fillBoth();
        right.ask(change.split(" ", -1));

        assertThat(differences()).containsExactly(new RedisDifference(0, key, what));
    }

    @Test
    void anotherTypeIsADifference() {
        left.ask("SET", "a", "1");
        right.ask("RPUSH", "a", "1");

        assertThat(differences()).containsExactly(new RedisDifference(0, "a", "type"));
    }

    @Test
    void looksIntoEveryDatabase() {
        try (RedisLink link = right.link()) {
            link.ask("SELECT", "3");
            link.ask("SET", "a", "1");
        }
        assertThat(differences()).containsExactly(new RedisDifference(3, "a", "surplus"));
    }

    @Test
    void trafficChangesKeysAtItsRate() {
        fillBoth();
        RedisTraffic traffic = RedisTraffic.start(left.side(), FILL, 1_000);
        Awaitility.await().until(() -> traffic.written() >= 500);
        traffic.close();

        assertThat(differences()).extracting(RedisDifference::what).contains("value", "missing", "surplus");
    }

    private void fillBoth() {
        try (RedisSide one = left.side();
                RedisSide other = right.side()) {
            FILL.into(one);
            FILL.into(other);
        }
    }

    /** That right hasn't what left has is a key missing; DEL at left makes one that right has too much. */
    private List<RedisDifference> differences() {
        try (RedisSide one = left.side();
                RedisSide other = right.side()) {
            return RedisDifference.between(one, other, TOLERANCE);
        }
    }
}
