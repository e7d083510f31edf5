package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.work.Retries;
import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Function;

/** Where connections to both sides lie until the next one needs them. There are as many as were ever needed at once. */
final class Bench implements AutoCloseable {

    private final Redis source;
    private final Redis target;
    private final Retries retries;
    private final Deque<Sides> idle = new ConcurrentLinkedDeque<>();

    Bench(Redis source, Redis target, Retries retries) {
        this.source = source;
        this.target = target;
        this.retries = retries;
    }

    /**
     * Asks both sides something about one database, again if that may help.
     *
     * @throws dev.sealift.worker.work.TroubleException what the last attempt met
     */
    <T> T ask(int database, Function<Sides, T> question) {
        Sides mine = idle.pollFirst();
        Sides sides = mine == null ? new Sides(source.session(), target.session()) : mine;
        try {
            sides.select(database);
            return retries.ask(() -> question.apply(sides));
        } finally {
            idle.addFirst(sides);
        }
    }

    @Override
    public void close() {
        for (Sides sides = idle.pollFirst(); sides != null; sides = idle.pollFirst()) {
            sides.close();
        }
    }
}
