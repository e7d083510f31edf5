package dev.sealift.worker.rediscompare;

import static dev.sealift.worker.redis.RedisCommand.bytes;

import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import dev.sealift.worker.redis.Refused;
import dev.sealift.worker.redis.Reply;
import dev.sealift.worker.redis.Word;
import dev.sealift.worker.work.TroubleException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a key to the target as it stands at the source. By DUMP and RESTORE where the target can read what the source dumps, which carries
 * everything; element by element where it can't, or where the value is too large to be held here. What comes of it, the next look tells.
 */
record Repair(Sides sides) {

    private static final Logger log = LoggerFactory.getLogger(Repair.class);

    private static final long LARGEST_DUMPED_STRING = 8L << 20;
    private static final long LARGEST_DUMPED_COLLECTION = 20_000;

    /** @param seen the key at the source, as it was last seen */
    void of(Key key, Look seen) {
        RedisType type = RedisType.of(bytes(seen.type()));
        try {
            if (large(type, seen.length()) || !restored(key.bytes())) {
                new Rewriting(sides, key.bytes(), type).run(seen.length());
            }
        } catch (TroubleException e) {
            if (!e.trouble().reason().equals(Rewriting.REJECTED)) {
                throw e;
            }
            log.atWarn().addKeyValue("item", key).log("{}", e.trouble().message());
        }
    }

    private static boolean large(RedisType type, long length) {
        return switch (type) {
            case String -> length > LARGEST_DUMPED_STRING;
            case List, Set, SortedSet, Hash, Stream -> length > LARGEST_DUMPED_COLLECTION;
            case Other, None -> false;
        };
    }

    /** Whether there is nothing left to do: the key was restored, or has gone at the source. */
    private boolean restored(byte[] key) {
        List<@Nullable Object> said =
                sides.source().answers(List.of(RedisCommand.on(key, Word.Dump), RedisCommand.on(key, Word.PTtl)));
        if (said.getFirst() == null) {
            return true;
        }
        byte[] ttl = bytes(Math.max(0, Reply.number(said.get(1))));
        Object answer = sides.target()
                .answer(RedisCommand.on(key, Word.Restore, ttl, Reply.bytes(said.getFirst()), bytes("REPLACE")));
        return !(answer instanceof Refused);
    }
}
