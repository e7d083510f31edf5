package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.RedisCommand;
import dev.sealift.worker.redis.RedisType;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** A value that is being read at one side, to be told from others by its digest. */
record Value(Look look, RedisType type, ValueDigest digest, Optional<Reading> reading) {

    private static final AtomicLong TORN = new AtomicLong();

    static Value of(Key key, Look look) {
        RedisType type = RedisType.of(RedisCommand.bytes(look.type()));
        ValueDigest digest = new ValueDigest(type);
        return new Value(look, type, digest, Reading.of(key.bytes(), type, look.length(), digest));
    }

    /** What was seen, with the digest if there is one. */
    Look digested() {
        return reading.isEmpty() ? look : look.withDigest(whole() ? digest.hex() : torn());
    }

    /** A value of other elements than its length says was written to while it was read, or is being rehashed. */
    private boolean whole() {
        return switch (type) {
            case List, Set, SortedSet, Hash -> digest.count() == look.length();
            case String, Stream, Other, None -> true;
        };
    }

    /** Equal to nothing, itself included when it is read again. */
    private static String torn() {
        return "changed while it was read (" + TORN.incrementAndGet() + ")";
    }

    long bytes() {
        return digest.bytes();
    }
}
