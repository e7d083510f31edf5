package dev.sealift.testkit.shake;

import dev.sealift.testkit.redis.Reply;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A list of names and values in turn, which is how a Redis answers with a map. */
record Fields(Map<String, Reply> values) {

    static Fields of(Reply reply) {
        Map<String, Reply> values = new HashMap<>();
        List<Reply> items = reply.items();
        for (int i = 0; i + 1 < items.size(); i += 2) {
            values.put(items.get(i).octets(), items.get(i + 1));
        }
        return new Fields(values);
    }

    Reply get(String name) {
        return Objects.requireNonNull(values.get(name), () -> name + " is not among " + values.keySet());
    }
}
