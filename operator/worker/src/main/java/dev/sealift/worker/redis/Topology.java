package dev.sealift.worker.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import redis.clients.jedis.util.JedisClusterCRC16;

/** Which node holds which key. A server without a cluster is the one node for all. */
final class Topology {

    static final int SLOTS = 16384;
    private static final short NOBODY = -1;
    private static final Node NOWHERE = new Node("", 0);

    private final boolean cluster;
    private final List<Node> primaries;
    private final short[] bySlot;

    private Topology(boolean cluster, List<Node> primaries, short[] bySlot) {
        this.cluster = cluster;
        this.primaries = primaries;
        this.bySlot = bySlot;
    }

    static Topology single(Node node) {
        return new Topology(false, List.of(node), new short[SLOTS]);
    }

    /**
     * By the answer to {@code CLUSTER SLOTS}: ranges as {@code [from, to, [host, port, …] of the primary, … of its replicas]}.
     * CLUSTER SHARDS would say the same, but servers before 7 don't know it.
     *
     * @param asked whom; a node that doesn't know its own name leaves it out
     */
    static Topology of(List<?> ranges, Node asked) {
        List<Node> primaries = new ArrayList<>();
        short[] bySlot = new short[SLOTS];
        Arrays.fill(bySlot, NOBODY);
        for (Object each : ranges) {
            List<?> range = Reply.list(each);
            Node primary = node(Reply.list(range.get(2)), asked);
            if (!primaries.contains(primary)) {
                primaries.add(primary);
            }
            Arrays.fill(bySlot, (int) Reply.number(range.get(0)), (int) Reply.number(range.get(1)) + 1, (short)
                    primaries.indexOf(primary));
        }
        return new Topology(true, List.copyOf(primaries), bySlot);
    }

    private static Node node(List<?> said, Node asked) {
        String host = said.getFirst() == null ? "" : Reply.text(said.getFirst());
        boolean unknown = host.isEmpty() || host.equals("?");
        return new Node(unknown ? asked.host() : host, (int) Reply.number(said.get(1)));
    }

    static int slot(byte[] key) {
        return JedisClusterCRC16.getSlot(key);
    }

    List<Node> primaries() {
        return primaries;
    }

    /** The place of a key's node among the primaries; -1 if nobody serves its slot. */
    int indexOf(byte[] key) {
        return cluster ? bySlot[slot(key)] : 0;
    }

    /** A key's node; nowhere, if nobody serves its slot. */
    Node nodeOf(byte[] key) {
        int index = indexOf(key);
        return index < 0 ? NOWHERE : primaries.get(index);
    }

    /** How many slots have a node. */
    int served() {
        int served = 0;
        for (short primary : bySlot) {
            served += primary == NOBODY ? 0 : 1;
        }
        return served;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Topology that
                && cluster == that.cluster
                && nodesBySlot().equals(that.nodesBySlot());
    }

    /** The order in which a server tells its nodes is nothing. */
    private List<Node> nodesBySlot() {
        List<Node> nodes = new ArrayList<>(SLOTS);
        for (short primary : bySlot) {
            nodes.add(primary == NOBODY ? NOWHERE : primaries.get(primary));
        }
        return nodes;
    }

    @Override
    public int hashCode() {
        return Objects.hash(cluster, nodesBySlot());
    }
}
