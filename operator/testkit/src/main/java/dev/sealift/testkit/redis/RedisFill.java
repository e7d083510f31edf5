package dev.sealift.testkit.redis;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Keys of all types, the same for the same seed: strings, lists, hashes, sets, sorted sets and streams with a group, with and
 * without a time to live, of names that are no text, and some that are large.
 *
 * @param seed decides what is in the keys, not their names
 * @param keys how many
 * @param largestBytes how long the value of {@link #LARGEST} is; 0 for no such key, which else comes on top of the others
 */
public record RedisFill(long seed, int keys, int largestBytes) {

    /** The key with the one large value. */
    public static final String LARGEST = "largest";

    private static final int AT_ONCE = 500;
    private static final int LARGE_EVERY = 5_000;
    private static final int LARGE_FIELDS = 2_000;
    private static final Duration SHORTEST_LIFE = Duration.ofHours(2);

    /** What key number so-and-so is; the large ones are hashes. */
    private enum Kind {
        STRING("string"),
        MORTAL("mortal"),
        LIST("list"),
        HASH("hash"),
        SET("set"),
        ZSET("zset"),
        STREAM("stream"),
        BINARY("binary"),
        COUNTER("counter"),
        LARGE("large");

        private static final List<Kind> IN_TURN =
                List.of(STRING, MORTAL, LIST, HASH, SET, ZSET, STREAM, BINARY, COUNTER, STRING);

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        static Kind of(int number) {
            return number % LARGE_EVERY == LARGE_EVERY - 1 ? LARGE : IN_TURN.get(number % IN_TURN.size());
        }
    }

    /** The key of that number, from 0. */
    public static String key(int number) {
        Kind kind = Kind.of(number);
        return kind == Kind.BINARY
                ? "binary:\u0000\u00ff\r\n" + (char) (number & 0xFF) + number
                : kind.prefix + ":" + number;
    }

    /** Writes all of them. */
    public void into(RedisSide side) {
        for (int first = 0; first < keys; first += AT_ONCE) {
            side.run(IntStream.range(first, Math.min(keys, first + AT_ONCE))
                    .boxed()
                    .flatMap(this::commands)
                    .toList());
        }
        if (largestBytes > 0) {
            side.run(List.of(List.of("SET", LARGEST, octets(new Random(seed), largestBytes))));
        }
    }

    private Stream<List<String>> commands(int number) {
        Random random = new Random(seed * 31 + number);
        String key = key(number);
        return switch (Kind.of(number)) {
            case STRING, BINARY -> Stream.of(List.of("SET", key, octets(random, 8 + random.nextInt(120))));
            case MORTAL -> Stream.of(List.of("SET", key, octets(random, 32), "PX", Long.toString(life(random))));
            case COUNTER -> Stream.of(List.of("SET", key, Integer.toString(random.nextInt())));
            case LIST -> Stream.of(words("RPUSH", key, elements(random, 1)));
            case HASH -> Stream.of(words("HSET", key, elements(random, 2)), expiry(key, random));
            case SET -> Stream.of(words("SADD", key, elements(random, 1)));
            case ZSET -> Stream.of(words("ZADD", key, scored(random)));
            case STREAM -> stream(key, random);
            case LARGE -> Stream.of(words("HSET", key, fields(random, LARGE_FIELDS)));
        };
    }

    private static List<String> words(String command, String key, Stream<String> arguments) {
        return Stream.concat(Stream.of(command, key), arguments).toList();
    }

    private static List<String> expiry(String key, Random random) {
        return List.of("PEXPIRE", key, Long.toString(life(random)));
    }

    private static long life(Random random) {
        return SHORTEST_LIFE.toMillis() + random.nextInt(36_000_000);
    }

    /** Different ones, each of so many words. */
    private static Stream<String> elements(Random random, int words) {
        int count = 1 + random.nextInt(20);
        return IntStream.range(0, count * words).mapToObj(i -> i + "-" + octets(random, random.nextInt(24)));
    }

    private static Stream<String> fields(Random random, int count) {
        return IntStream.range(0, count).boxed().flatMap(i -> Stream.of("field" + i, octets(random, 16)));
    }

    private static Stream<String> scored(Random random) {
        return IntStream.range(0, 1 + random.nextInt(20)).boxed().flatMap(i -> Stream.of(score(random), "member" + i));
    }

    private static String score(Random random) {
        return random.nextInt(100_000) + "." + random.nextInt(1000);
    }

    private static Stream<List<String>> stream(String key, Random random) {
        int entries = 1 + random.nextInt(10);
        List<List<String>> commands = new ArrayList<>();
        for (int i = 1; i <= entries; i++) {
            commands.add(List.of("XADD", key, i + "-1", "field", octets(random, 16)));
        }
        commands.add(List.of("XGROUP", "CREATE", key, "group", "0"));
        return commands.stream();
    }

    private static String octets(Random random, int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return Octets.of(bytes);
    }
}
