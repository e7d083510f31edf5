package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.RedisLink;
import dev.sealift.testkit.redis.Reply;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * A key as the commands that make it, element by element, as redis-shake writes what it finds in an RDB file. They make a key anew
 * only where there was none before.
 */
final class Elements {

    /** Of a sorted set that isn't packed redis-shake writes scores with so many decimals, and no more. */
    private static final int DECIMALS = 6;

    private static final String PACKED = "listpack";

    private final RedisLink link;

    Elements(RedisLink link) {
        this.link = link;
    }

    /** Those of the keys that are there, in the database that is selected. */
    void of(List<String> keys, Consumer<List<String>> commands) {
        List<List<String>> questions = new ArrayList<>();
        for (String key : keys) {
            questions.add(List.of("TYPE", key));
            questions.add(List.of("OBJECT", "ENCODING", key));
            questions.add(List.of("PTTL", key));
        }
        List<Reply> answers = link.askAll(questions);
        for (int i = 0; i < keys.size(); i++) {
            if (answers.get(3 * i + 1) instanceof Reply.Text(String encoding)) {
                String key = keys.get(i);
                write(key, answers.get(3 * i).octets(), encoding, commands);
                long left = answers.get(3 * i + 2).number();
                if (left >= 0) {
                    commands.accept(List.of("PEXPIRE", key, Long.toString(Math.max(1, left))));
                }
            }
        }
    }

    private void write(String key, String type, String encoding, Consumer<List<String>> commands) {
        switch (type) {
            case "string" ->
                commands.accept(List.of("set", key, link.ask("GET", key).octets()));
            case "list" ->
                each(link.ask("LRANGE", key, "0", "-1"), element -> commands.accept(List.of("rpush", key, element)));
            case "set" -> each(link.ask("SMEMBERS", key), member -> commands.accept(List.of("sadd", key, member)));
            case "hash" ->
                pairs(link.ask("HGETALL", key), (field, value) -> commands.accept(List.of("hset", key, field, value)));
            case "zset" ->
                pairs(
                        link.ask("ZRANGE", key, "0", "-1", "WITHSCORES"),
                        (member, score) -> commands.accept(List.of("zadd", key, score(score, encoding), member)));
            case "stream" -> stream(key, commands);
            default -> throw new Panic("unknown rdb value type byte. key=[%s], type=[%s]".formatted(key, type));
        }
    }

    private static void each(Reply list, Consumer<String> one) {
        list.items().forEach(item -> one.accept(item.octets()));
    }

    private interface Pair {
        void accept(String first, String second);
    }

    private static void pairs(Reply list, Pair one) {
        List<Reply> items = list.items();
        for (int i = 0; i < items.size(); i += 2) {
            one.accept(items.get(i).octets(), items.get(i + 1).octets());
        }
    }

    static String score(String score, String encoding) {
        return switch (score) {
            case "inf", "-inf" -> score;
            default ->
                encoding.equals(PACKED)
                        ? score
                        : new BigDecimal(Double.parseDouble(score))
                                .setScale(DECIMALS, RoundingMode.HALF_EVEN)
                                .toPlainString();
        };
    }

    private void stream(String key, Consumer<List<String>> commands) {
        Fields stream = Fields.of(link.ask("XINFO", "STREAM", key, "FULL", "COUNT", "0"));
        List<Reply> entries = link.ask("XRANGE", key, "-", "+").items();
        for (Reply entry : entries) {
            List<String> command =
                    new ArrayList<>(List.of("xadd", key, entry.items().get(0).octets()));
            command.addAll(entry.items().get(1).strings());
            commands.accept(command);
        }
        if (entries.isEmpty()) {
            commands.accept(List.of("xadd", key, "MAXLEN", "0", "0-1", "x", "y"));
        }
        commands.accept(List.of("xsetid", key, stream.get("last-generated-id").octets()));
        stream.get("groups").items().forEach(group -> group(key, Fields.of(group), commands));
    }

    private static void group(String key, Fields group, Consumer<List<String>> commands) {
        String name = group.get("name").octets();
        commands.accept(List.of(
                "XGROUP", "CREATE", key, name, group.get("last-delivered-id").octets()));
        for (Reply consumer : group.get("consumers").items()) {
            Fields fields = Fields.of(consumer);
            for (Reply pending : fields.get("pel").items()) {
                List<String> claim = pending.strings();
                commands.accept(
                        claim(key, name, fields.get("name").octets(), claim.get(0), claim.get(1), claim.get(2)));
            }
        }
    }

    private static List<String> claim(
            String key, String group, String consumer, String entry, String time, String count) {
        return List.of(
                "xclaim", key, group, consumer, "0", entry, "TIME", time, "RETRYCOUNT", count, "JUSTID", "FORCE");
    }
}
