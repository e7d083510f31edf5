package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.Slots;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A shard of a cluster.
 *
 * @param address of its primary, or of a replica if that is preferred
 * @param slots whose keys it serves
 */
record Node(String address, BitSet slots) {

    /** Of the cluster that the node at the address belongs to. */
    static List<Node> of(String address, Login login) {
        try (RedisLink link = login.openItself(address)) {
            return parse(link.ask("CLUSTER", "NODES").octets(), address, login.preferReplica());
        }
    }

    /** What CLUSTER NODES says. */
    static List<Node> parse(String said, String address, boolean preferReplica) {
        List<String[]> lines =
                said.trim().lines().map(line -> line.trim().split(" ", -1)).toList();
        Map<String, String> replicas = lines.stream()
                .filter(words -> !words[2].contains("master"))
                .filter(words -> !words[2].contains("fail") && !words[2].contains("noaddr"))
                .collect(Collectors.toMap(words -> words[3], words -> address(words[1]), (first, _) -> first));
        List<Node> nodes = new ArrayList<>();
        for (String[] words : lines) {
            if (words[2].contains("master") && words.length > 8) {
                String own = address(words[1]);
                nodes.add(new Node(
                        preferReplica ? replicas.getOrDefault(words[0], own) : own,
                        Slots.of(Stream.of(words).skip(8).toList())));
            }
        }
        int covered =
                nodes.stream().mapToInt(node -> node.slots().cardinality()).sum();
        if (covered != Slots.COUNT) {
            throw new Panic("invalid cluster nodes slots. slots_count=%d, address=%s".formatted(covered, address));
        }
        return nodes;
    }

    /** Without the bus' port; an IPv6 address goes in brackets. */
    private static String address(String word) {
        String address = word.split("@", 2)[0];
        int colon = address.lastIndexOf(':');
        return address.indexOf(':') == colon
                ? address
                : "[" + address.substring(0, colon) + "]" + address.substring(colon);
    }
}
