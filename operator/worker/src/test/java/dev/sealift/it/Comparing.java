package dev.sealift.it;

import dev.sealift.api.worker.RedisCompareOrder;
import dev.sealift.api.worker.RedisCompareOrder.Depth;
import dev.sealift.api.worker.RedisCompareOrder.Reading;
import dev.sealift.api.worker.RedisLocation;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Side;
import dev.sealift.worker.rediscompare.RedisCompare;
import dev.sealift.worker.work.Finished;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Retries;
import java.time.Clock;

/** A comparison as a test orders it. */
record Comparing(
        RedisLocation source,
        RedisLocation target,
        Depth depth,
        int sampleKeys,
        int looks,
        boolean repairs,
        Retries.Pause pause) {

    static Comparing of(RedisLocation source, RedisLocation target) {
        return new Comparing(source, target, Depth.All, 1000, 3, false, duration -> {});
    }

    Comparing reading(Depth newDepth, int keys) {
        return new Comparing(source, target, newDepth, keys, looks, repairs, pause);
    }

    Comparing repairing() {
        return new Comparing(source, target, depth, sampleKeys, looks, true, pause);
    }

    Comparing looking(int newLooks, Retries.Pause between) {
        return new Comparing(source, target, depth, sampleKeys, newLooks, repairs, between);
    }

    Finished run() throws InterruptedException {
        RedisCompareOrder order = new RedisCompareOrder(
                "key", source, target, new Reading(depth, sampleKeys, 42), 2_000, 0, looks, 1_000, repairs, 100);
        return new RedisCompare(
                        order,
                        Redis.at(source, Side.Source, null),
                        Redis.at(target, Side.Target, null),
                        Retries.none(),
                        pause,
                        new Progress(Clock.systemUTC(), ""),
                        Clock.systemUTC())
                .run();
    }
}
