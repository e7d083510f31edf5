package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.Node;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.work.TroubleException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which databases there are. A cluster has number 0 only, and so have many services.
 *
 * @param common those that both sides can have
 * @param homeless keys of those that hold some at the source and can't be at the target, by database
 * @param keys how many the source has, by its own word
 */
record Databases(List<Integer> common, Map<Integer, Long> homeless, long keys) {

    static Databases of(Redis source, Redis target) {
        Map<Integer, Long> atSource = keyspace(source);
        TreeSet<Integer> numbers = new TreeSet<>(atSource.keySet());
        numbers.addAll(keyspace(target).keySet());
        numbers.add(0);
        List<Integer> common = new ArrayList<>();
        Map<Integer, Long> homeless = new TreeMap<>();
        for (int number : numbers) {
            if (number == 0 || (has(source, number) && has(target, number))) {
                common.add(number);
            } else if (atSource.containsKey(number)) {
                homeless.put(number, atSource.get(number));
            }
        }
        return new Databases(
                common,
                homeless,
                atSource.values().stream().mapToLong(Long::longValue).sum());
    }

    private static Map<Integer, Long> keyspace(Redis side) {
        Map<Integer, Long> keys = new TreeMap<>();
        try (Session session = side.session()) {
            for (Node node : side.primaries()) {
                session.info(node, "keyspace")
                        .keyspace()
                        .forEach((number, count) -> keys.merge(number, count, Long::sum));
            }
        }
        return keys;
    }

    private static boolean has(Redis side, int database) {
        if (side.cluster()) {
            return false;
        }
        try (Session session = side.session()) {
            session.select(database);
            session.process(side.primaries().getFirst());
            return true;
        } catch (TroubleException e) {
            if (e.trouble().retryable()) {
                throw e;
            }
            return false;
        }
    }
}
