package dev.sealift.worker.redis;

import dev.sealift.api.worker.RedisLocation;
import dev.sealift.worker.work.Trouble;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisException;

/** One side: where it is, how it is entered, which nodes it has. Safe to use from many threads; each takes a {@link Session}. */
public final class Redis {

    private final RedisLocation location;
    private final Side side;
    private final @Nullable String password;
    private volatile @Nullable Topology topology;

    private Redis(RedisLocation location, Side side, @Nullable String password) {
        this.location = location;
        this.side = side;
        this.password = password;
    }

    /** @param password null if it has none */
    public static Redis at(RedisLocation location, Side side, @Nullable String password) {
        return new Redis(location, side, password);
    }

    /** For people, such as {@code the source cache:6379}. */
    public String name() {
        return item(seed());
    }

    public Side side() {
        return side;
    }

    public boolean cluster() {
        return location.cluster();
    }

    /** Connections of the caller's own. Nothing is opened yet. */
    public Session session() {
        return new Session(this);
    }

    /**
     * Its primaries, as last heard.
     *
     * @throws dev.sealift.worker.work.TroubleException if it can't be asked
     */
    public List<Node> primaries() {
        return topology().primaries();
    }

    /** How many of the 16384 slots have a node; all of them without a cluster. */
    public int slotsServed() {
        return topology().served();
    }

    /**
     * Which keys can be named in one command. Of a cluster those of the same slot.
     *
     * @return a number that is the same for keys that go together
     */
    public int group(byte[] key) {
        return cluster() ? Topology.slot(key) : 0;
    }

    /**
     * A mark that is the same as long as every slot stays with its node: who walks the keys of all nodes meets each key only if
     * none has moved meanwhile. Asks anew.
     */
    public Object layout() {
        return refreshed();
    }

    Topology topology() {
        Topology known = topology;
        return known == null ? refreshed() : known;
    }

    Topology refreshed() {
        Topology now = cluster() ? asked() : Topology.single(seed());
        topology = now;
        return now;
    }

    private Topology asked() {
        List<Node> candidates = new ArrayList<>(List.of(seed()));
        Topology known = topology;
        if (known != null) {
            candidates.addAll(known.primaries());
        }
        JedisException last = new JedisException("nobody was asked");
        for (Node node : candidates) {
            Link link = new Link(plug(node));
            try {
                link.greet(location.username(), password);
                link.send(RedisCommand.of(Word.Cluster, "SLOTS"));
                return complete(Topology.of(Reply.list(link.getOne()), node));
            } catch (JedisException e) {
                last = e;
            } finally {
                link.drop();
            }
        }
        throw trouble(seed(), "CLUSTER SLOTS", last).asException(last);
    }

    private Topology complete(Topology said) {
        if (said.primaries().isEmpty()) {
            throw new Trouble(side.reason("NotReady"), name() + " is a cluster of which no node serves a slot.", true)
                    .asException();
        }
        return said;
    }

    private Node seed() {
        return new Node(location.host(), location.port());
    }

    private Plug plug(Node node) {
        return new Plug(node, location.tls(), location.host());
    }

    Link open(Node node) {
        Link link = new Link(plug(node));
        try {
            link.greet(location.username(), password);
            return link;
        } catch (JedisException e) {
            link.drop();
            forgetLayout();
            throw trouble(node, "AUTH", e).asException(e);
        }
    }

    /** Has the nodes asked for again: one that can't be reached may have handed its slots on. */
    void forgetLayout() {
        if (cluster()) {
            topology = null;
        }
    }

    String item(Node node) {
        return "the " + side.word() + " " + node.address();
    }

    Trouble trouble(Node node, String command, JedisException error) {
        return RedisErrors.trouble(side, item(node), command, error);
    }
}
