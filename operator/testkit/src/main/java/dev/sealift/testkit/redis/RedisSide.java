package dev.sealift.testkit.redis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** A Redis with all its primaries, each reached by a link of its own: one, or one for each shard of a cluster. */
public final class RedisSide implements AutoCloseable {

    private static final Pattern DATABASE = Pattern.compile("db(\\d+):");

    private final List<Shard> shards;

    private record Shard(RedisLink link, BitSet slots) {}

    private RedisSide(List<Shard> shards) {
        this.shards = shards;
    }

    /** Of links to all primaries, which are closed with this. Each primary is asked which slots are its own. */
    public static RedisSide of(Collection<RedisLink> primaries) {
        return new RedisSide(
                primaries.stream().map(link -> new Shard(link, slots(link))).toList());
    }

    private static BitSet slots(RedisLink link) {
        if (!link.ask("INFO", "cluster").octets().contains("cluster_enabled:1")) {
            BitSet all = new BitSet(Slots.COUNT);
            all.set(0, Slots.COUNT);
            return all;
        }
        String own = link.ask("CLUSTER", "NODES")
                .octets()
                .lines()
                .filter(line -> line.contains("myself"))
                .findFirst()
                .orElseThrow();
        return Slots.of(Arrays.asList(own.split(" ", -1)).subList(8, own.split(" ", -1).length));
    }

    /** The primaries' links. */
    public List<RedisLink> primaries() {
        return shards.stream().map(Shard::link).toList();
    }

    /** The databases that hold a key. */
    public List<Integer> databases() {
        List<Integer> databases = new ArrayList<>();
        for (RedisLink link : primaries()) {
            DATABASE.matcher(link.ask("INFO", "keyspace").octets())
                    .results()
                    .map(found -> Integer.valueOf(found.group(1)))
                    .filter(database -> !databases.contains(database))
                    .forEach(databases::add);
        }
        return databases;
    }

    /** Has all that follows be of that database. */
    public void select(int database) {
        if (shards.size() == 1) {
            primaries().getFirst().ask("SELECT", Integer.toString(database));
        }
    }

    /** How many keys there are in the database that is selected. */
    public long size() {
        return primaries().stream()
                .mapToLong(link -> link.ask("DBSIZE").number())
                .sum();
    }

    /**
     * Asks questions, each where the key is that it names, which is the second word but of XINFO and XGROUP the third, and tells the answers in
     * their order. Some may be errors.
     */
    public List<Reply> askAll(List<List<String>> questions) {
        Reply[] answers = new Reply[questions.size()];
        for (Shard shard : shards) {
            int[] own = IntStream.range(0, answers.length)
                    .filter(i -> shard.slots().get(Slots.of(key(questions.get(i)))))
                    .toArray();
            Iterator<Reply> told = shard.link()
                    .askAll(IntStream.of(own).mapToObj(questions::get).toList())
                    .iterator();
            IntStream.of(own).forEach(i -> answers[i] = told.next());
        }
        return List.of(answers);
    }

    private static String key(List<String> question) {
        return question.get(
                question.getFirst().equals("XINFO") || question.getFirst().equals("XGROUP") ? 2 : 1);
    }

    /** Runs commands, as {@link #askAll} does; throws {@link RedisRefusal} for the first that is refused. */
    public void run(List<List<String>> commands) {
        askAll(commands).forEach(Reply::granted);
    }

    @Override
    public void close() {
        primaries().forEach(RedisLink::close);
    }
}
