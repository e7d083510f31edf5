package dev.sealift.worker;

import dev.sealift.api.worker.RedisCompareOrder;
import dev.sealift.api.worker.RedisLocation;
import dev.sealift.api.worker.RedisPauseOrder;
import dev.sealift.api.worker.RedisSurveyOrder;
import dev.sealift.api.worker.RedisWatchOrder;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Side;
import dev.sealift.worker.rediscompare.RedisCompare;
import dev.sealift.worker.redispause.RedisPause;
import dev.sealift.worker.redissurvey.RedisSurvey;
import dev.sealift.worker.rediswatch.Places;
import dev.sealift.worker.rediswatch.Secrets;
import dev.sealift.worker.rediswatch.ShakeConfig;
import dev.sealift.worker.rediswatch.Watch;
import dev.sealift.worker.work.Progress;
import dev.sealift.worker.work.Retries;
import dev.sealift.worker.work.Work;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Puts a command about two Redis together. */
final class RedisWorkshop {

    private final Environment environment;
    private final Clock clock;
    private final Progress progress;

    RedisWorkshop(Environment environment, Clock clock, Progress progress) {
        this.environment = environment;
        this.clock = clock;
        this.progress = progress;
    }

    Work survey(RedisSurveyOrder order) {
        return new RedisSurvey(
                order,
                source(order.source()),
                target(order.target()),
                environment.psyncAliases(),
                progress,
                Retries.starting());
    }

    Work config(RedisWatchOrder order) {
        given(order.source(), "source");
        given(order.target(), "target");
        given(order.mode(), "mode");
        return new ShakeConfig(order, secrets(), places());
    }

    Work watch(RedisWatchOrder order) {
        given(order.mode(), "mode");
        return Watch.of(order, source(order.source()), secrets(), places(), progress, clock);
    }

    Work compare(RedisCompareOrder order) {
        given(order.reading(), "reading");
        return new RedisCompare(
                order,
                source(order.source()),
                target(order.target()),
                Retries.patient(),
                Retries::sleep,
                progress,
                clock);
    }

    Work pause(RedisPauseOrder order) {
        return new RedisPause(order, source(order.source()), Retries.starting());
    }

    /** JSON may lack what a record's type promises. */
    private static void given(@Nullable Object part, String name) {
        if (part == null) {
            throw new IllegalArgumentException("it names no " + name);
        }
    }

    private Redis source(RedisLocation location) {
        given(location, "source");
        return Redis.at(location, Side.Source, environment.sourcePassword());
    }

    private Redis target(RedisLocation location) {
        given(location, "target");
        return Redis.at(location, Side.Target, environment.targetPassword());
    }

    private Secrets secrets() {
        return new Secrets(environment.sourcePassword(), environment.targetPassword(), environment.psyncAliases());
    }

    private Places places() {
        return new Places(environment.sharedDirectory(), environment.dataDirectory());
    }
}
