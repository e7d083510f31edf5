package dev.sealift.testkit.redis;

import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;

/** A real cluster of so many redis-servers, each a primary. */
public final class LocalCluster implements AutoCloseable {

    private final List<LocalRedis> nodes;

    private LocalCluster(List<LocalRedis> nodes) {
        this.nodes = nodes;
    }

    /** Starts one whose nodes have about as many slots each, and waits until they agree. */
    public static LocalCluster start(Path folder, int size) {
        LocalCluster cluster = new LocalCluster(IntStream.range(0, size)
                .mapToObj(i -> LocalRedis.start(
                        folder.resolve("node-" + i),
                        "--cluster-enabled",
                        "yes",
                        "--cluster-port",
                        Integer.toString(LocalRedis.freePort()),
                        "--notify-keyspace-events",
                        "AE",
                        "--repl-diskless-sync-delay",
                        "0",
                        "--repl-ping-replica-period",
                        "1"))
                .toList());
        cluster.join();
        return cluster;
    }

    private void join() {
        int each = Slots.COUNT / nodes.size();
        for (int i = 0; i < nodes.size(); i++) {
            int last = i == nodes.size() - 1 ? Slots.COUNT - 1 : (i + 1) * each - 1;
            nodes.get(i).ask("CLUSTER", "SET-CONFIG-EPOCH", Integer.toString(i + 1));
            nodes.get(i).ask("CLUSTER", "ADDSLOTSRANGE", Integer.toString(i * each), Integer.toString(last));
        }
        for (LocalRedis node : nodes.subList(1, nodes.size())) {
            String bus = node.ask("CONFIG", "GET", "cluster-port").strings().get(1);
            nodes.getFirst().ask("CLUSTER", "MEET", "127.0.0.1", Integer.toString(node.port()), bus);
        }
        await().until(() -> nodes.stream()
                .allMatch(node -> agrees(node.ask("CLUSTER", "INFO").octets())));
    }

    private boolean agrees(String said) {
        return said.contains("cluster_state:ok") && said.contains("cluster_known_nodes:" + nodes.size());
    }

    /** Where its first node is. */
    public String address() {
        return nodes.getFirst().address();
    }

    /** All of its primaries. */
    public RedisSide side() {
        return RedisSide.of(nodes.stream().map(LocalRedis::link).toList());
    }

    @Override
    public void close() {
        nodes.forEach(LocalRedis::close);
    }
}
