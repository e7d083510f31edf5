package dev.sealift.it;

import dev.sealift.api.worker.RedisLocation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import redis.clients.jedis.util.JedisClusterCRC16;

/** A real cluster of three primaries. */
final class RedisCluster implements AutoCloseable {

    private static final int[] BOUNDS = {0, 5461, 10923, 16384};

    private final List<RedisServer> nodes = new ArrayList<>();

    static RedisCluster start() {
        RedisCluster cluster = new RedisCluster();
        for (int i = 0; i < 3; i++) {
            cluster.nodes.add(RedisServer.start(
                    "--cluster-enabled",
                    "yes",
                    "--cluster-node-timeout",
                    "2000",
                    "--cluster-config-file",
                    "nodes-PORT"));
        }
        for (int i = 0; i < 3; i++) {
            try (Client client = cluster.nodes.get(i).client()) {
                client.say(
                        "CLUSTER", "ADDSLOTSRANGE", Integer.toString(BOUNDS[i]), Integer.toString(BOUNDS[i + 1] - 1));
                client.say("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
                client.say(
                        "CLUSTER",
                        "MEET",
                        "127.0.0.1",
                        Integer.toString(cluster.nodes.getFirst().port()));
            }
        }
        cluster.nodes.forEach(RedisCluster::awaitWhole);
        return cluster;
    }

    private static void awaitWhole(RedisServer node) {
        Instant end = Instant.now().plus(Duration.ofSeconds(30));
        try (Client client = node.client()) {
            while (!whole(client)) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException("the cluster didn't come up: " + client.say("CLUSTER", "INFO"));
                }
                LockSupport.parkNanos(20_000_000);
            }
        }
    }

    private static boolean whole(Client client) {
        String info = (String) client.say("CLUSTER", "INFO");
        return info.contains("cluster_state:ok")
                && info.contains("cluster_known_nodes:3")
                && info.contains("cluster_size:3");
    }

    RedisLocation location() {
        return nodes.get(1).asCluster();
    }

    List<RedisServer> nodes() {
        return nodes;
    }

    /** The node that a key is at. */
    int place(String key) {
        int slot = JedisClusterCRC16.getSlot(key);
        int place = 0;
        while (BOUNDS[place + 1] <= slot) {
            place++;
        }
        return place;
    }

    /** Says something about a key to its node. */
    Object say(String word, String key, String... more) {
        String[] words = new String[more.length + 2];
        words[0] = word;
        words[1] = key;
        System.arraycopy(more, 0, words, 2, more.length);
        try (Client client = nodes.get(place(key)).client()) {
            return client.say(words);
        }
    }

    @Override
    public void close() {
        nodes.forEach(RedisServer::close);
    }
}
