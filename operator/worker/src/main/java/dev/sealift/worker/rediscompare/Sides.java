package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.Session;

/** One thread's connections to both sides. */
record Sides(Session source, Session target) implements AutoCloseable {

    void select(int database) {
        source.select(database);
        target.select(database);
    }

    @Override
    public void close() {
        source.close();
        target.close();
    }
}
