package dev.sealift.worker.redispause;

import dev.sealift.api.worker.RedisFact;
import dev.sealift.api.worker.RedisPauseOrder;
import dev.sealift.worker.redis.Node;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.Refused;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.redis.Word;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Outcomes;
import dev.sealift.worker.work.Report;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import dev.sealift.worker.work.TroubleException;
import dev.sealift.worker.work.Work;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has all primaries of the source hold writes back, or none: where one refuses, the others are released at once. */
public final class RedisPause implements Work {

    private static final Logger log = LoggerFactory.getLogger(RedisPause.class);

    private final RedisPauseOrder order;
    private final Redis source;
    private final Retries retries;

    public RedisPause(RedisPauseOrder order, Redis source, Retries retries) {
        this.order = order;
        this.source = source;
        this.retries = retries;
    }

    @Override
    public Finished run() throws InterruptedException {
        try {
            List<Node> nodes = retries.send(() -> order.millis() > 0 ? paused() : released());
            String names = nodes.stream().map(Node::address).collect(Collectors.joining(","));
            Map<String, String> facts = Map.of(RedisFact.SOURCE + RedisFact.PRIMARIES, names);
            return order.millis() > 0
                    ? Outcomes.done(
                            "Paused",
                            "writes are held back for " + order.millis() + " ms at " + names,
                            facts,
                            new Report(0))
                    : Outcomes.done("Released", "writes are taken again at " + names, facts, new Report(0));
        } catch (TroubleException e) {
            return Outcomes.failed(e.trouble());
        }
    }

    private List<Node> paused() {
        try {
            return told(RedisCommand.of(Word.Client, "PAUSE", Long.toString(order.millis()), "WRITE"));
        } catch (TroubleException e) {
            releaseQuietly();
            throw e;
        }
    }

    private List<Node> released() {
        return told(RedisCommand.of(Word.Client, "UNPAUSE"));
    }

    private List<Node> told(RedisCommand command) {
        List<Node> nodes = source.primaries();
        try (Session session = source.session()) {
            for (Node node : nodes) {
                if (session.ask(node, command) instanceof Refused refused) {
                    throw refused(node, refused).asException();
                }
            }
        }
        return nodes;
    }

    private static Trouble refused(Node node, Refused refused) {
        return new Trouble(
                "PauseRefused",
                "the source " + node.address() + " doesn't hold writes back: " + refused.said()
                        + ". Allow its user CLIENT PAUSE and CLIENT UNPAUSE (Redis 6.2 or later), or stop the writers by other means:"
                        + " scale them down, or name a hook that does.",
                false);
    }

    /** The pause ends by itself, so what can't be released now is released then. */
    private void releaseQuietly() {
        try {
            released();
        } catch (TroubleException e) {
            log.warn("can't release the source's writers before their time: {}", e.getMessage());
        }
    }
}
