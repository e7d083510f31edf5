package dev.sealift.testkit.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A key that isn't the same at both sides.
 *
 * @param key for people; see {@link Octets#shown}
 * @param what {@code missing}, {@code surplus}, {@code type}, {@code time to live} or {@code value}
 */
public record RedisDifference(int database, String key, String what) {

    private static final String AT_ONCE = "500";
    private static final String NONE = "none";

    /** A key as it was found. */
    private record Seen(String type, long left, Object value) {}

    /**
     * Compares every key of every database: type, time to live and value. Nobody may write meanwhile.
     *
     * @param left what ought to be
     * @param right what is
     * @param tolerance by how much the time to live of a key may differ
     */
    public static List<RedisDifference> between(RedisSide left, RedisSide right, Duration tolerance) {
        List<RedisDifference> differences = new ArrayList<>();
        Set<Integer> databases = new TreeSet<>(left.databases());
        databases.addAll(right.databases());
        for (int database : databases) {
            left.select(database);
            right.select(database);
            walk(left, keys -> differences.addAll(compare(database, keys, left, right, tolerance)));
            walk(right, keys -> differences.addAll(surplus(database, keys, left, right)));
        }
        return differences;
    }

    private static void walk(RedisSide side, Consumer<List<String>> batch) {
        for (RedisLink primary : side.primaries()) {
            String cursor = "0";
            do {
                List<Reply> scanned =
                        primary.ask("SCAN", cursor, "COUNT", AT_ONCE).items();
                cursor = scanned.get(0).octets();
                batch.accept(scanned.get(1).strings());
            } while (!cursor.equals("0"));
        }
    }

    private static List<RedisDifference> compare(
            int database, List<String> keys, RedisSide left, RedisSide right, Duration tolerance) {
        List<Seen> wanted = look(left, keys);
        List<Seen> found = look(right, keys);
        List<RedisDifference> differences = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String key = Octets.shown(keys.get(i));
            difference(wanted.get(i), found.get(i), tolerance)
                    .ifPresent(what -> differences.add(new RedisDifference(database, key, what)));
        }
        return differences;
    }

    private static List<RedisDifference> surplus(int database, List<String> keys, RedisSide left, RedisSide right) {
        List<Reply> wanted = left.askAll(exists(keys));
        List<Reply> found = right.askAll(exists(keys));
        List<RedisDifference> differences = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            if (wanted.get(i).number() < found.get(i).number()) {
                differences.add(new RedisDifference(database, Octets.shown(keys.get(i)), "surplus"));
            }
        }
        return differences;
    }

    private static List<List<String>> exists(List<String> keys) {
        return keys.stream().map(key -> List.of("EXISTS", key)).toList();
    }

    private static List<Seen> look(RedisSide side, List<String> keys) {
        List<Reply> types =
                side.askAll(keys.stream().map(key -> List.of("TYPE", key)).toList());
        List<Reply> lives =
                side.askAll(keys.stream().map(key -> List.of("PTTL", key)).toList());
        List<List<String>> questions = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            questions.addAll(questions(types.get(i).octets(), keys.get(i)));
        }
        Iterator<Reply> answers = side.askAll(questions).iterator();
        List<Seen> seen = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String type = types.get(i).octets();
            seen.add(new Seen(type, lives.get(i).number(), value(type, answers)));
        }
        return seen;
    }

    private static List<List<String>> questions(String type, String key) {
        return switch (type) {
            case NONE -> List.of();
            case "string" -> List.of(List.of("GET", key));
            case "list" -> List.of(List.of("LRANGE", key, "0", "-1"));
            case "set" -> List.of(List.of("SMEMBERS", key));
            case "hash" -> List.of(List.of("HGETALL", key));
            case "zset" -> List.of(List.of("ZRANGE", key, "0", "-1", "WITHSCORES"));
            case "stream" -> List.of(List.of("XRANGE", key, "-", "+"), List.of("XINFO", "GROUPS", key));
            default -> throw new IllegalStateException("of no known type: " + type);
        };
    }

    /** Equal where the values are, in whatever order a Redis tells what has none. */
    private static Object value(String type, Iterator<Reply> answers) {
        return switch (type) {
            case NONE -> NONE;
            case "set" -> Set.copyOf(answers.next().strings());
            case "hash" -> pairs(answers.next());
            case "stream" -> List.of(answers.next(), groups(answers.next()));
            default -> answers.next();
        };
    }

    private static Map<String, Reply> pairs(Reply reply) {
        Map<String, Reply> pairs = new HashMap<>();
        List<Reply> items = reply.items();
        for (int i = 0; i < items.size(); i += 2) {
            pairs.put(items.get(i).octets(), items.get(i + 1));
        }
        return pairs;
    }

    /** Name, last delivered and pending; what else is told of a group differs from version to version. */
    private static Set<List<String>> groups(Reply reply) {
        return reply.items().stream()
                .map(RedisDifference::pairs)
                .map(group -> Stream.of("name", "last-delivered-id", "pending")
                        .map(field -> String.valueOf(group.get(field)))
                        .toList())
                .collect(Collectors.toSet());
    }

    /** A key about to die may be gone at one side already. */
    private static Optional<String> difference(Seen wanted, Seen found, Duration tolerance) {
        boolean sameLife = isAbout(wanted.left(), found.left(), tolerance);
        if (wanted.type().equals(NONE) || found.type().equals(NONE)) {
            return sameLife ? Optional.empty() : Optional.of(found.type().equals(NONE) ? "missing" : "surplus");
        }
        if (!wanted.type().equals(found.type())) {
            return Optional.of("type");
        }
        if (!sameLife) {
            return Optional.of("time to live");
        }
        return wanted.value().equals(found.value()) ? Optional.empty() : Optional.of("value");
    }

    /** -1 is for ever, and about nothing else; -2 is gone. */
    private static boolean isAbout(long left, long right, Duration tolerance) {
        boolean mortal = left != -1 && right != -1;
        return left == right || (mortal && Math.abs(Math.max(0, left) - Math.max(0, right)) <= tolerance.toMillis());
    }
}
