package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import dev.sealift.worker.redis.Refused;
import dev.sealift.worker.redis.Reply;
import dev.sealift.worker.redis.Word;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is asked of a key beside its value: two questions a key. */
final class Outline {

    private static final int QUESTIONS = 2;

    private Outline() {}

    static List<RedisCommand> types(List<Key> keys) {
        List<RedisCommand> questions = new ArrayList<>(keys.size());
        keys.forEach(key -> questions.add(RedisCommand.on(key.bytes(), Word.Type)));
        return questions;
    }

    static List<RedisType> typesSaid(List<@Nullable Object> replies) {
        List<RedisType> types = new ArrayList<>(replies.size());
        replies.forEach(reply -> types.add(RedisType.of(Reply.bytes(reply))));
        return types;
    }

    /** Time to live, and length by the type that the key should be of; of a type without one that is known, its name. */
    static List<RedisCommand> questions(List<Key> keys, List<RedisType> types) {
        List<RedisCommand> questions = new ArrayList<>(QUESTIONS * keys.size());
        for (int i = 0; i < keys.size(); i++) {
            byte[] key = keys.get(i).bytes();
            questions.add(RedisCommand.on(key, Word.PTtl));
            questions.add(RedisCommand.on(key, types.get(i).length().orElse(Word.Type)));
        }
        return questions;
    }

    static Look look(int index, List<RedisType> types, List<@Nullable Object> replies, long now) {
        long left = Reply.number(replies.get(QUESTIONS * index));
        return left == Look.ABSENT
                ? Look.absent(now)
                : present(types.get(index), left, replies.get(QUESTIONS * index + 1), now);
    }

    private static Look present(RedisType type, long left, @Nullable Object measure, long now) {
        return switch (measure) {
            case Long length -> new Look(type.serverName(), left, length, null, now);
            case Refused refused -> new Look(Look.ANOTHER, left, -1, null, now);
            case null, default -> named(Reply.text(measure), left, now);
        };
    }

    /** It may have gone between the two questions. */
    private static Look named(String type, long left, long now) {
        return type.equals(Look.NONE) ? Look.absent(now) : new Look(type, left, -1, null, now);
    }
}
