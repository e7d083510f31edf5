package dev.sealift.worker.redis;

import dev.sealift.worker.work.Trouble;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/**
 * One thread's connections to the nodes of a side, opened when they are needed. What fails closes them, so whoever tries again gets new
 * ones; nothing is tried again here, but for keys that have moved to another node of the cluster.
 */
public final class Session implements AutoCloseable {

    private final Redis redis;
    private final Map<Node, Link> links = new HashMap<>();
    private int database;
    private @Nullable Batch open;

    Session(Redis redis) {
        this.redis = redis;
    }

    public Redis redis() {
        return redis;
    }

    /** The database that all commands from now on are about. A cluster has 0 only. */
    public void select(int newDatabase) {
        this.database = newDatabase;
    }

    /** Sends commands about keys, each to its key's node, without waiting for the answers. */
    public Batch begin(List<RedisCommand> commands) {
        return begin(new Batch(this, commands, true));
    }

    private Batch begin(Batch batch) {
        if (open != null) {
            // Its replies would be taken for those of these commands.
            reset();
        }
        open = batch;
        batch.send();
        return batch;
    }

    /**
     * The replies to commands about keys, in their order, {@link Refused} among them.
     *
     * @throws dev.sealift.worker.work.TroubleException if a server can't be reached, or refuses for a reason of its own
     */
    public List<@Nullable Object> answers(List<RedisCommand> commands) {
        return begin(commands).replies();
    }

    /** The same, where a server's refusal to do such things at all is an answer too. */
    public List<@Nullable Object> answersOrRefusals(List<RedisCommand> commands) {
        return begin(new Batch(this, commands, false)).replies();
    }

    /** The reply to one command about a key, a {@link Refused} being one. */
    public @Nullable Object answer(RedisCommand command) {
        return answers(List.of(command)).getFirst();
    }

    /** The reply of one node to a command about no key, whatever it be. */
    public @Nullable Object ask(Node node, RedisCommand command) {
        return askAll(node, List.of(command)).getFirst();
    }

    /** The replies of one node to commands about no key, whatever they be. */
    public List<@Nullable Object> askAll(Node node, List<RedisCommand> commands) {
        try {
            Link link = link(node);
            commands.forEach(link::send);
            return new ArrayList<>(
                    link.replies(commands.size()).stream().map(Session::plain).toList());
        } catch (JedisException e) {
            reset();
            throw redis.trouble(node, commands.getFirst().toString(), e).asException(e);
        }
    }

    /**
     * The same, where a refusal isn't an answer.
     *
     * @throws dev.sealift.worker.work.TroubleException also for a refusal
     */
    public @Nullable Object demand(Node node, RedisCommand command) {
        Object reply = ask(node, command);
        if (reply instanceof Refused refused) {
            throw RedisErrors.refused(redis.side(), redis.item(node), command.toString(), refused)
                    .asException();
        }
        return reply;
    }

    /** @param section such as {@code server} */
    public Info info(Node node, String section) {
        return Info.of(Reply.text(demand(node, RedisCommand.of(Word.Info, section))));
    }

    /** Which process serves behind a node just now; a restart or a failover changes it, and with it the order of its keys. */
    public String process(Node node) {
        Link known = links.get(node);
        String process = known == null ? null : known.process();
        if (process == null) {
            process = info(node, "server").get("run_id").orElse("");
            link(node).process(process);
        }
        return process;
    }

    Link link(Node node) {
        Link link = links.computeIfAbsent(node, redis::open);
        if (link.database() != database) {
            select(link, node);
        }
        return link;
    }

    private void select(Link link, Node node) {
        link.send(RedisCommand.of(Word.Select, Integer.toString(database)));
        if (plain(link.replies(1).getFirst()) instanceof Refused refused) {
            throw RedisErrors.refused(redis.side(), redis.item(node), "SELECT " + database, refused)
                    .asException();
        }
        link.selected(database);
    }

    static @Nullable Object plain(@Nullable Object reply) {
        return reply instanceof JedisDataException e ? new Refused(String.valueOf(e.getMessage())) : reply;
    }

    Optional<Trouble> ofServer(Node node, RedisCommand command, Refused refused) {
        return RedisErrors.ofServer(redis.side(), redis.item(node), command.toString(), refused);
    }

    void settled(Batch batch) {
        if (open == batch) {
            open = null;
        }
    }

    /** Closes all connections: replies may be on their way that nobody waits for. */
    void reset() {
        links.values().forEach(Link::drop);
        links.clear();
        open = null;
    }

    @Override
    public void close() {
        reset();
    }
}
