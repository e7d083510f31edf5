package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.Node;
import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.Reply;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.redis.Word;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Trouble;
import java.util.ArrayList;
import java.util.List;

/**
 * Walks all keys of one node by SCAN. Every key that is there from the beginning to the end is met; one may be met twice.
 *
 * <p>A cursor means something to the process that gave it only: another one, after a restart or a failover, keeps its keys in another
 * order, and would silently leave some out. So the walk begins anew then.
 */
final class Walk {

    private static final String PAGE_KEYS = "1000";
    private static final int MOST_BEGINNINGS = 3;
    private static final String START = "0";

    private final Session session;
    private final Node node;
    private final int database;
    private final Retries retries;

    Walk(Session session, Node node, int database, Retries retries) {
        this.session = session;
        this.node = node;
        this.database = database;
        this.retries = retries;
    }

    /** Takes the keys, some a time. */
    interface Pages {
        void page(List<Key> keys) throws InterruptedException;
    }

    /** Some keys, and where to go on. */
    private record Page(String process, String cursor, List<Key> keys) {}

    /**
     * Walks to the end.
     *
     * @throws dev.sealift.worker.work.TroubleException if the node can't be asked, or never stays the same process
     */
    void into(Pages pages) throws InterruptedException {
        session.select(database);
        for (int beginning = 1; beginning <= MOST_BEGINNINGS; beginning++) {
            if (walked(pages)) {
                return;
            }
        }
        throw new Trouble(
                        session.redis().side().name() + "NotReady",
                        "the process behind the " + session.redis().side().word() + " " + node.address() + " changed "
                                + MOST_BEGINNINGS + " times while its keys were walked; it restarts or fails over.",
                        true)
                .asException();
    }

    private boolean walked(Pages pages) throws InterruptedException {
        String process = retries.send(() -> session.process(node));
        String cursor = START;
        do {
            String from = cursor;
            Page page = retries.send(() -> scanned(from));
            if (!page.process().equals(process)) {
                return false;
            }
            if (!page.keys().isEmpty()) {
                pages.page(page.keys());
            }
            cursor = page.cursor();
        } while (!cursor.equals(START));
        return true;
    }

    private Page scanned(String from) {
        String process = session.process(node);
        List<?> reply = Reply.list(session.demand(node, RedisCommand.of(Word.Scan, from, "COUNT", PAGE_KEYS)));
        List<?> names = Reply.list(reply.get(1));
        List<Key> keys = new ArrayList<>(names.size());
        names.forEach(name -> keys.add(new Key(database, Reply.bytes(name))));
        return new Page(process, Reply.text(reply.getFirst()), keys);
    }
}
