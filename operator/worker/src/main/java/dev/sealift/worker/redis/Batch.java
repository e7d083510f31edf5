package dev.sealift.worker.redis;

import dev.sealift.worker.work.Trouble;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisAskDataException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisMovedDataException;

/** Commands that are under way to their keys' nodes. Between sending and reading, the sender may send to somebody else. */
public final class Batch {

    /** A slot moves once; more often, something is wrong with the cluster. */
    private static final int MOST_MOVES = 5;

    private final Session session;
    private final List<RedisCommand> commands;
    private final boolean strict;
    private final int[] routes;
    private List<Node> nodes = List.of();

    /** @param strict whether what a server refuses for a reason of its own is thrown */
    Batch(Session session, List<RedisCommand> commands, boolean strict) {
        this.session = session;
        this.commands = commands;
        this.strict = strict;
        this.routes = new int[commands.size()];
    }

    void send() {
        try {
            route(session.redis().topology());
            Link[] links = links();
            for (int i = 0; i < routes.length; i++) {
                links[routes[i]].send(commands.get(i));
            }
            for (Link link : links) {
                if (link != null) {
                    link.push();
                }
            }
        } catch (JedisException e) {
            throw lost(e);
        }
    }

    private void route(Topology topology) {
        nodes = topology.primaries();
        for (int i = 0; i < routes.length; i++) {
            byte[] key = commands.get(i).key().orElseThrow();
            routes[i] = topology.indexOf(key);
            if (routes[i] < 0) {
                throw new Trouble(
                                session.redis().side().reason("NotReady"),
                                "no node of " + session.redis().name() + " serves slot " + Topology.slot(key)
                                        + ". Check the cluster's health.",
                                true)
                        .asException();
            }
        }
    }

    /** By the nodes' places; null for those that nothing goes to. */
    private Link[] links() {
        Link[] links = new Link[nodes.size()];
        for (int route : routes) {
            if (links[route] == null) {
                links[route] = session.link(nodes.get(route));
            }
        }
        return links;
    }

    /**
     * The replies, in the commands' order, {@link Refused} among them.
     *
     * @throws dev.sealift.worker.work.TroubleException if a server can't be reached, or refuses for a reason of its own
     */
    public List<@Nullable Object> replies() {
        try {
            List<@Nullable Object> replies = raw();
            session.settled(this);
            return followed(replies);
        } catch (JedisException e) {
            throw lost(e);
        }
    }

    private List<@Nullable Object> raw() {
        List<Iterator<Object>> byNode = new ArrayList<>();
        for (int i = 0; i < nodes.size(); i++) {
            int count = count(i);
            byNode.add(
                    count == 0
                            ? Collections.emptyIterator()
                            : session.link(nodes.get(i)).replies(count).iterator());
        }
        List<@Nullable Object> replies = new ArrayList<>(routes.length);
        for (int route : routes) {
            replies.add(byNode.get(route).next());
        }
        return replies;
    }

    private int count(int node) {
        int count = 0;
        for (int route : routes) {
            count += route == node ? 1 : 0;
        }
        return count;
    }

    private List<@Nullable Object> followed(List<@Nullable Object> replies) {
        for (int i = 0; i < replies.size(); i++) {
            if (replies.get(i) instanceof JedisDataException e) {
                replies.set(i, followed(i, e));
            }
        }
        return replies;
    }

    private @Nullable Object followed(int index, JedisDataException said) {
        RedisCommand command = commands.get(index);
        Node node = nodes.get(routes[index]);
        Object reply = said;
        for (int moves = 0; session.redis().cluster() && moves < MOST_MOVES; moves++) {
            if (reply instanceof JedisAskDataException ask) {
                node = Node.at(ask.getTargetNode().toString());
                Link link = session.link(node);
                link.send(RedisCommand.of(Word.Asking));
                link.send(command);
                reply = link.replies(2).getLast();
            } else if (reply instanceof JedisMovedDataException) {
                node = heir(node, command);
                Link link = session.link(node);
                link.send(command);
                reply = link.replies(1).getFirst();
            } else {
                break;
            }
        }
        return judged(node, command, Session.plain(reply));
    }

    /** Whom the cluster names now. Keys of one slot move together, so whoever asked first may have learnt it for all. */
    private Node heir(Node before, RedisCommand command) {
        byte[] key = command.key().orElseThrow();
        Node known = session.redis().topology().nodeOf(key);
        return known.equals(before) ? session.redis().refreshed().nodeOf(key) : known;
    }

    private @Nullable Object judged(Node node, RedisCommand command, @Nullable Object reply) {
        if (strict && reply instanceof Refused refused) {
            session.ofServer(node, command, refused).ifPresent(trouble -> {
                throw trouble.asException();
            });
            if (refused.code().equals("MOVED")) {
                throw RedisErrors.refused(
                                session.redis().side(), session.redis().item(node), command.toString(), refused)
                        .asException();
            }
        }
        return reply;
    }

    private RuntimeException lost(JedisException e) {
        session.reset();
        session.redis().forgetLayout();
        String command = commands.isEmpty() ? "" : commands.getFirst().toString();
        return session.redis().trouble(culprit(), command, e).asException(e);
    }

    /** Any of its nodes may have been the one; a single server is. */
    private Node culprit() {
        return nodes.getFirst();
    }
}
