package dev.sealift.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.RedisPauseOrder;
import dev.sealift.api.worker.ReportLine;
import dev.sealift.api.worker.WorkOutcome;
import dev.sealift.api.worker.WorkOutcome.Fact;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.Reply;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.redis.Side;
import dev.sealift.worker.redis.Word;
import dev.sealift.worker.redispause.RedisPause;
import dev.sealift.worker.work.Retries;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Clusters of three real primaries. */
class RedisClusterIT {

    private static RedisCluster source;
    private static RedisCluster target;

    @BeforeAll
    static void start() {
        source = RedisCluster.start();
        target = RedisCluster.start();
    }

    @AfterAll
    static void stop() {
        source.close();
        target.close();
    }

    @BeforeEach
    void empty() {
        for (RedisCluster cluster : List.of(source, target)) {
            cluster.nodes().forEach(node -> {
                try (Client client = node.client()) {
                    client.say("FLUSHALL");
                }
            });
        }
    }

    private static void fill(RedisCluster cluster, int keys) {
        List<List<String[]>> byNode = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < keys; i++) {
            byNode.get(cluster.place("key:" + i)).add(new String[] {"SET", "key:" + i, "value:" + i});
        }
        for (int i = 0; i < 3; i++) {
            try (Client client = cluster.nodes().get(i).client()) {
                client.sayAll(byNode.get(i));
            }
        }
    }

    @Test
    void every_shard_is_walked_and_every_key_asked_of_its_own() throws Exception {
        fill(source, 5_000);
        fill(target, 5_000);
        target.say("DEL", "key:17");
        target.say("SET", "key:4242", "other");
        target.say("SET", "{key:1}extra", "x");

        WorkOutcome outcome =
                Comparing.of(source.location(), target.location()).run().outcome();

        assertThat(outcome.facts()).containsEntry(Fact.SOURCE_ITEMS, "5000").containsEntry(Fact.TARGET_ITEMS, "5000");
        assertThat(outcome.worst())
                .extracting(ReportLine::item)
                .containsExactlyInAnyOrder("key:17", "key:4242", "{key:1}extra");
    }

    @Test
    void a_single_server_is_compared_with_a_cluster_and_repaired_into_it() throws Exception {
        try (RedisServer single = RedisServer.start();
                Client client = single.client()) {
            for (int i = 0; i < 100; i++) {
                client.say("SET", "key:" + i, "value:" + i);
                client.say("HSET", "hash}" + i, "f", "v");
            }

            WorkOutcome outcome = Comparing.of(single.location(), target.location())
                    .repairing()
                    .run()
                    .outcome();

            assertThat(outcome.reason()).isEqualTo("Equal");
            assertThat(outcome.facts()).containsEntry(RedisFact.REPAIRED, "200");
            assertThat(target.say("GET", "key:17")).isEqualTo("value:17");
        }
    }

    @Test
    void slots_that_move_are_followed() throws Exception {
        fill(source, 300);
        Redis side = Redis.at(source.location(), Side.Source, null);
        try (Session session = side.session()) {
            assertThat(get(session, "key:5")).isEqualTo("value:5");
            int from = source.place("key:5");
            int to = (from + 1) % 3;

            move(from, to, "key:5", true);
            assertThat(get(session, "key:5"))
                    .as("while its slot is being moved")
                    .isEqualTo("value:5");
            move(from, to, "key:5", false);
            assertThat(get(session, "key:5")).as("after its slot was moved").isEqualTo("value:5");
        } finally {
            stop();
            start();
        }
    }

    private static String get(Session session, String key) {
        return Reply.text(session.answer(RedisCommand.on(
                RedisCommand.bytes(key), Word.GetRange, RedisCommand.bytes(0), RedisCommand.bytes(-1))));
    }

    /** Moves a key and its slot, or leaves it half moved. */
    private static void move(int from, int to, String key, boolean half) {
        String slot = Integer.toString(redis.clients.jedis.util.JedisClusterCRC16.getSlot(key));
        try (Client giver = source.nodes().get(from).client();
                Client taker = source.nodes().get(to).client()) {
            String giverId = (String) giver.say("CLUSTER", "MYID");
            String takerId = (String) taker.say("CLUSTER", "MYID");
            if (half) {
                taker.say("CLUSTER", "SETSLOT", slot, "IMPORTING", giverId);
                giver.say("CLUSTER", "SETSLOT", slot, "MIGRATING", takerId);
                giver.say(
                        "MIGRATE",
                        "127.0.0.1",
                        Integer.toString(source.nodes().get(to).port()),
                        key,
                        "0",
                        "5000");
            } else {
                taker.say("CLUSTER", "SETSLOT", slot, "NODE", takerId);
                giver.say("CLUSTER", "SETSLOT", slot, "NODE", takerId);
            }
        }
    }

    @Test
    void writes_are_held_back_at_every_primary_and_taken_again() throws Exception {
        Redis side = Redis.at(source.location(), Side.Source, null);

        WorkOutcome paused = new RedisPause(new RedisPauseOrder("key", source.location(), 60_000), side, Retries.none())
                .run()
                .outcome();
        assertThat(paused.reason()).isEqualTo("Paused");
        source.nodes().forEach(node -> assertThat(paused.message()).contains("127.0.0.1:" + node.port()));
        source.nodes().forEach(node -> assertThat(pausedAt(node)).isTrue());

        WorkOutcome released = new RedisPause(new RedisPauseOrder("key", source.location(), 0), side, Retries.none())
                .run()
                .outcome();
        assertThat(released.reason()).isEqualTo("Released");
        assertThat(source.say("SET", "key:1", "x")).isEqualTo("OK");
    }

    @Test
    void where_one_primary_refuses_the_others_are_released() throws Exception {
        RedisServer last = source.nodes().getLast();
        try (Client client = last.client()) {
            client.say("ACL", "SETUSER", "default", "-client|pause");

            WorkOutcome outcome = new RedisPause(
                            new RedisPauseOrder("key", source.location(), 60_000),
                            Redis.at(source.location(), Side.Source, null),
                            Retries.none())
                    .run()
                    .outcome();
            client.say("ACL", "SETUSER", "default", "+client|pause");

            assertThat(outcome.reason()).isEqualTo("PauseRefused");
            assertThat(outcome.message()).contains(Integer.toString(last.port()));
            source.nodes().forEach(node -> assertThat(pausedAt(node)).isFalse());
        }
    }

    /** A paused server answers a write when the pause is over; who waits for that is a blocked client. */
    private static boolean pausedAt(RedisServer node) {
        try (Client writer = node.client();
                Client observer = node.client()) {
            Thread write = Thread.ofVirtual().start(() -> {
                try {
                    writer.say("FLUSHALL");
                } catch (RuntimeException e) {
                    // The test ends before the pause does.
                }
            });
            long end = System.nanoTime() + 10_000_000_000L;
            while (System.nanoTime() < end) {
                String clients = (String) observer.say("INFO", "clients");
                if (clients.contains("blocked_clients:1")) {
                    return true;
                }
                if (!write.isAlive()) {
                    return false;
                }
            }
            return false;
        }
    }
}
