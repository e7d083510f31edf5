package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.Octets;
import dev.sealift.testkit.redis.Slots;
import dev.sealift.testkit.shake.ShakeFile.Advanced;
import dev.sealift.testkit.shake.ShakeFile.Writing;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes each entry to the node that serves its keys, and one without keys to all. Which node serves which slot is asked once, at
 * the beginning: a slot that moves ends the program.
 */
final class ClusterWriter implements Writer {

    private final List<NodeWriter> nodes = new ArrayList<>();
    private final NodeWriter[] bySlot = new NodeWriter[Slots.COUNT];

    /** Connects to all nodes. */
    ClusterWriter(Writing writing, Advanced advanced) {
        for (Node node : Node.of(writing.address(), writing.login())) {
            NodeWriter writer = new NodeWriter(node.address(), writing.login(), writing.offReply(), advanced);
            nodes.add(writer);
            node.slots().stream().forEach(slot -> bySlot[slot] = writer);
        }
    }

    void start(Threads threads) {
        nodes.forEach(node -> node.start(threads));
    }

    @Override
    public void write(Entry entry) throws InterruptedException {
        int[] slots =
                entry.command().keys().stream().mapToInt(Slots::of).distinct().toArray();
        if (slots.length > 1) {
            throw new Panic("CROSSSLOT Keys in request don't hash to the same slot. argv=%s"
                    .formatted(entry.words().stream().map(Octets::shown).toList()));
        }
        if (slots.length == 1) {
            bySlot[slots[0]].write(entry);
        } else {
            for (NodeWriter node : nodes) {
                node.write(entry);
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (NodeWriter node : nodes) {
            node.close();
        }
    }

    @Override
    public List<NodeWriter.Status> status() {
        return nodes.stream().map(NodeWriter::status).toList();
    }

    @Override
    public boolean isConsistent() {
        return nodes.stream().allMatch(NodeWriter::isConsistent);
    }
}
