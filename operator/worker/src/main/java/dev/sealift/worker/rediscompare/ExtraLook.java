package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.Word;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds those of the target's keys that the source lacks. Most have none, so many are asked for in one command, and one by one only where
 * the number that is there falls short.
 */
final class ExtraLook {

    private static final int MOST_TOGETHER = 64;

    private ExtraLook() {}

    static List<Key> at(Sides sides, List<Key> keys) {
        List<List<Key>> groups = groups(sides.source().redis(), keys);
        List<@Nullable Object> replies =
                sides.source().answers(groups.stream().map(ExtraLook::exist).toList());
        List<Key> doubtful = new ArrayList<>();
        for (int i = 0; i < groups.size(); i++) {
            boolean allThere = replies.get(i) instanceof Long there
                    && there == groups.get(i).size();
            if (!allThere) {
                doubtful.addAll(groups.get(i));
            }
        }
        return absent(sides, doubtful);
    }

    private static List<List<Key>> groups(Redis source, List<Key> keys) {
        Map<Integer, List<Key>> bySlot = new TreeMap<>();
        keys.forEach(key -> bySlot.computeIfAbsent(source.group(key.bytes()), slot -> new ArrayList<>())
                .add(key));
        return bySlot.values().stream()
                .flatMap(together -> cut(together).stream())
                .toList();
    }

    private static Collection<List<Key>> cut(List<Key> together) {
        List<List<Key>> cut = new ArrayList<>();
        for (int from = 0; from < together.size(); from += MOST_TOGETHER) {
            cut.add(together.subList(from, Math.min(together.size(), from + MOST_TOGETHER)));
        }
        return cut;
    }

    private static RedisCommand exist(List<Key> group) {
        byte[][] names = group.stream().map(Key::bytes).toArray(byte[][]::new);
        return RedisCommand.about(names[0], Word.Exists, names);
    }

    private static List<Key> absent(Sides sides, List<Key> doubtful) {
        List<@Nullable Object> replies = sides.source()
                .answers(doubtful.stream().map(key -> exist(List.of(key))).toList());
        List<Key> absent = new ArrayList<>();
        for (int i = 0; i < doubtful.size(); i++) {
            if (replies.get(i) instanceof Long there && there == 0) {
                absent.add(doubtful.get(i));
            }
        }
        return absent;
    }
}
