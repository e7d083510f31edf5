package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.Batch;
import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Looks at many keys at both sides with as few commands as tell whether they may differ: three a key at the source, two at the target.
 * The target isn't asked for the type: the length is asked by the source's, and a key of another type refuses that.
 */
record FirstLook(Clock clock) {

    List<Sight> at(Sides sides, List<Key> keys) {
        List<RedisType> types = Outline.typesSaid(sides.source().answers(Outline.types(keys)));
        List<RedisCommand> questions = Outline.questions(keys, types);
        Batch ofSource = sides.source().begin(questions);
        Batch ofTarget = sides.target().begin(questions);
        List<@Nullable Object> source = ofSource.replies();
        List<@Nullable Object> target = ofTarget.replies();
        long now = clock.millis();
        List<Sight> sights = new ArrayList<>(keys.size());
        for (int i = 0; i < keys.size(); i++) {
            sights.add(
                    new Sight(keys.get(i), Outline.look(i, types, source, now), Outline.look(i, types, target, now)));
        }
        return sights;
    }
}
