package dev.sealift.worker.redissurvey;

import dev.sealift.api.worker.RedisFact;
import dev.sealift.worker.redis.Info;
import dev.sealift.worker.redis.KeyText;
import dev.sealift.worker.redis.Node;
import dev.sealift.worker.redis.Redis;
import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import dev.sealift.worker.redis.Refused;
import dev.sealift.worker.redis.Reply;
import dev.sealift.worker.redis.Session;
import dev.sealift.worker.redis.Word;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one side says of itself, over all its nodes, as facts. */
final class Portrait implements AutoCloseable {

    private static final int KEYS_A_NODE = 50;
    private static final long SMALL = 1000;
    /** Behind a dump's value stand its format's version, low byte first, and eight bytes of checksum. */
    private static final int DUMP_TAIL = 10;

    private static final String UNKNOWN = "unknown";
    private static final String ALLOWED = "allowed";

    private final Redis side;
    private final Session session;
    private final Map<String, String> facts = new TreeMap<>();
    private List<Node> nodes = List.of();

    Portrait(Redis side) {
        this.side = side;
        this.session = side.session();
    }

    Map<String, String> facts() {
        return facts;
    }

    /** What is asked of either side. */
    void draw() {
        nodes = side.primaries();
        List<Info> infos =
                nodes.stream().map(node -> session.info(node, "default")).toList();
        Info first = infos.getFirst();
        facts.put(RedisFact.SERVER, valkey(first) ? "Valkey" : "Redis");
        facts.put(
                RedisFact.VERSION,
                first.get("valkey_version").or(() -> first.get("redis_version")).orElse(UNKNOWN));
        facts.put(RedisFact.PRIMARIES, nodes.stream().map(Node::address).collect(Collectors.joining(",")));
        facts.put(RedisFact.KEYS, sum(infos, info -> total(info.keyspace())));
        facts.put(RedisFact.DATABASES, databases(infos));
        facts.put(RedisFact.MEMORY, sum(infos, info -> info.number("used_memory")));
        facts.put(RedisFact.MAX_MEMORY, limit(infos));
        facts.put(RedisFact.EVICTION, first.get("maxmemory_policy").orElse(UNKNOWN));
        facts.put(RedisFact.MODULES, String.join(",", first.modules()));
        facts.put(RedisFact.OPS, sum(infos, info -> info.number("instantaneous_ops_per_sec")));
        facts.put(RedisFact.CLIENTS, sum(infos, info -> info.number("connected_clients")));
        cluster(first);
        rdbVersion().ifPresent(version -> facts.put(RedisFact.RDB_VERSION, Integer.toString(version)));
    }

    private static boolean valkey(Info info) {
        return info.get("valkey_version").isPresent()
                || info.get("server_name").filter("valkey"::equals).isPresent();
    }

    private static String sum(List<Info> infos, ToLongFunction<Info> number) {
        return Long.toString(infos.stream().mapToLong(number).sum());
    }

    private static long total(Map<Integer, Long> keys) {
        return keys.values().stream().mapToLong(Long::longValue).sum();
    }

    private static String databases(List<Info> infos) {
        return infos.stream()
                .flatMap(info -> info.keyspace().keySet().stream())
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(Object::toString)
                .collect(Collectors.joining(","));
    }

    /** No limit at one node is none at all. */
    private static String limit(List<Info> infos) {
        boolean unlimited = infos.stream().anyMatch(info -> info.number("maxmemory") == 0);
        return unlimited ? "0" : sum(infos, info -> info.number("maxmemory"));
    }

    private void cluster(Info info) {
        boolean clustered = info.number("cluster_enabled") == 1 || side.cluster();
        facts.put(RedisFact.CLUSTERED, Boolean.toString(clustered));
        if (side.cluster()) {
            facts.put(RedisFact.SLOTS, Integer.toString(side.slotsServed()));
        } else if (clustered
                && session.ask(nodes.getFirst(), RedisCommand.of(Word.Cluster, "INFO")) instanceof byte[] said) {
            Info.of(Reply.text(said)).get("cluster_slots_ok").ifPresent(slots -> facts.put(RedisFact.SLOTS, slots));
        }
    }

    private Optional<Integer> rdbVersion() {
        for (byte[] key : random()) {
            if (small(key)
                    && answer(RedisCommand.on(key, Word.Dump)) instanceof byte[] dump
                    && dump.length > DUMP_TAIL) {
                int at = dump.length - DUMP_TAIL;
                return Optional.of((dump[at] & 0xff) | (dump[at + 1] & 0xff) << Byte.SIZE);
            }
        }
        return Optional.empty();
    }

    /** Dumping a large value would cost the server. */
    private boolean small(byte[] key) {
        return answer(RedisCommand.on(key, Word.Type)) instanceof byte[] type
                && RedisType.of(type)
                        .length()
                        .filter(length -> answer(RedisCommand.on(key, length)) instanceof Long size && size <= SMALL)
                        .isPresent();
    }

    private @Nullable Object answer(RedisCommand command) {
        return session.answersOrRefusals(List.of(command)).getFirst();
    }

    private List<byte[]> random() {
        List<byte[]> keys = new ArrayList<>();
        for (Node node : nodes) {
            List<RedisCommand> draws = new ArrayList<>();
            for (int i = 0; i < KEYS_A_NODE; i++) {
                draws.add(RedisCommand.of(Word.RandomKey));
            }
            for (Object drawn : session.askAll(node, draws)) {
                if (drawn instanceof byte[] key) {
                    keys.add(key);
                }
            }
        }
        return keys;
    }

    /** The largest of some keys. A server that doesn't tell sizes has none. */
    void largest() {
        List<byte[]> keys = random();
        List<@Nullable Object> sizes = session.answersOrRefusals(keys.stream()
                .map(key -> RedisCommand.about(key, Word.Memory, RedisCommand.bytes("USAGE"), key))
                .toList());
        long most = -1;
        for (int i = 0; i < keys.size(); i++) {
            if (sizes.get(i) instanceof Long size && size > most) {
                most = size;
                facts.put(RedisFact.LARGEST_BYTES, Long.toString(size));
                facts.put(RedisFact.LARGEST_KEY, KeyText.of(keys.get(i)));
            }
        }
    }

    /**
     * Whether PSYNC may be used, without using it. Without arguments it is refused for that, if there is such a command; but a server looks
     * at a user's rights later than at the number of arguments. So it is asked once more, in full, by a connection that listens to a channel:
     * such a one may do nothing else, and is told so after its rights were looked at.
     */
    void psync(Aliases aliases) {
        String answer = nodes.stream()
                .map(node -> psync(node, aliases.at(node.address())))
                .filter(said -> !said.equals(ALLOWED))
                .findFirst()
                .orElse(ALLOWED);
        facts.put(RedisFact.PSYNC, answer);
    }

    private String psync(Node node, String command) {
        String bare = refusal(session.ask(node, RedisCommand.named(command)), command);
        if (!bare.contains("wrong number of arguments")) {
            return bare;
        }
        try (Session listener = side.session()) {
            Object listening = listener.ask(node, RedisCommand.of(Word.Subscribe, "sealift"));
            if (listening instanceof Refused) {
                return ALLOWED;
            }
            String full = refusal(listener.ask(node, RedisCommand.named(command, "?", "-1")), command);
            return full.contains("allowed in this context") ? ALLOWED : full;
        }
    }

    /** An alias is a secret. */
    private static String refusal(@Nullable Object reply, String command) {
        return reply instanceof Refused(String said) ? said.replace(command, "psync") : "no refusal";
    }

    /** The letters that are set at every node. */
    void notifications() {
        String common = null;
        for (Node node : nodes) {
            Object said = session.ask(node, RedisCommand.of(Word.Config, "GET", "notify-keyspace-events"));
            if (!(said instanceof List<?> pair) || pair.size() < 2) {
                facts.put(RedisFact.NOTIFICATIONS, UNKNOWN);
                return;
            }
            String letters = Reply.text(pair.get(1));
            common = common == null ? letters : both(common, letters);
        }
        facts.put(RedisFact.NOTIFICATIONS, common == null ? UNKNOWN : common);
    }

    private static String both(String some, String others) {
        return some.chars()
                .filter(letter -> others.indexOf(letter) >= 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    @Override
    public void close() {
        session.close();
    }
}
