package dev.sealift.worker.rediscompare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sealift.it.Client;
import dev.sealift.it.RedisServer;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.redis.Side;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.TroubleException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A walk of a real server that is another process every now and then. */
class WalkTest {

    private static final int KEYS = 5_000;

    private RedisServer server = RedisServer.start();

    @BeforeEach
    void fill() {
        List<String[]> commands = new ArrayList<>();
        for (int i = 0; i < KEYS; i++) {
            commands.add(new String[] {"SET", "key:" + i, "x"});
        }
        try (Client client = server.client()) {
            client.sayAll(commands);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private void replace() {
        int port = server.port();
        server.close();
        server = RedisServer.start(port);
        fill();
    }

    private void walk(Walk.Pages pages) throws InterruptedException {
        Redis redis = Redis.at(server.location(), Side.Source, null);
        try (Session session = redis.session()) {
            new Walk(session, redis.primaries().getFirst(), 0, Retries.patient(pause -> {})).into(pages);
        }
    }

    @Test
    void meets_every_key() throws InterruptedException {
        Set<Key> met = new HashSet<>();

        walk(met::addAll);

        assertThat(met).hasSize(KEYS);
    }

    @Test
    void begins_anew_where_the_process_is_another() throws InterruptedException {
        Set<Key> metByTheSecond = new HashSet<>();
        List<Integer> pages = new ArrayList<>();

        walk(keys -> {
            pages.add(keys.size());
            if (pages.size() == 2) {
                replace();
            } else if (pages.size() > 2) {
                metByTheSecond.addAll(keys);
            }
        });

        assertThat(metByTheSecond).hasSize(KEYS);
    }

    @Test
    void gives_up_on_a_server_that_never_stays_the_same() {
        assertThatThrownBy(() -> walk(keys -> replace())).isInstanceOfSatisfying(TroubleException.class, e -> {
            assertThat(e.trouble().reason()).isEqualTo("SourceNotReady");
            assertThat(e.trouble().retryable()).isTrue();
        });
    }
}
