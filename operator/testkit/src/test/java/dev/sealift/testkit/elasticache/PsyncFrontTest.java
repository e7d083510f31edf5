package dev.sealift.testkit.elasticache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.testkit.redis.LocalRedis;
import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.RedisRefusal;
import dev.sealift.testkit.wire.Tls;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Before a real redis-server. */
class PsyncFrontTest {

    private static final Tls IDENTITY = Tls.selfMade(List.of("localhost"));

    @TempDir
    Path folder;

    private LocalRedis redis;
    private PsyncFront front;

    @BeforeEach
    void start() {
        redis = LocalRedis.start(folder);
        front = PsyncFront.open(0, Optional.of(IDENTITY), redis.port(), "abcpsync");
    }

    @AfterEach
    void stop() {
        front.close();
        redis.close();
    }

    @Test
    void passesOnWhatItDoesNotKnow() throws IOException {
        try (RedisLink link = link()) {
            String value = "abcpsync\r\n".repeat(20_000);
            link.ask("SET", "a", value);

            assertThat(link.ask("GET", "a").octets()).isEqualTo(value);
        }
    }

    @Test
    void knowsNoPsync() throws IOException {
        try (RedisLink link = link()) {
            assertThatThrownBy(() -> link.ask("psync", "?", "-1"))
                    .isInstanceOf(RedisRefusal.class)
                    .hasMessage("ERR unknown command 'psync', with args beginning with: '?' '-1' ");
        }
    }

    @Test
    void takesTheOtherWordForIt() throws IOException {
        try (RedisLink link = link()) {
            assertThat(link.ask("AbcPsync", "?", "-1").octets()).startsWith("FULLRESYNC ");
        }
    }

    private RedisLink link() throws IOException {
        return RedisLink.open(
                "localhost",
                front.port(),
                Optional.of(Tls.trusting(List.of(IDENTITY.certificate()))),
                Duration.ofSeconds(5));
    }
}
