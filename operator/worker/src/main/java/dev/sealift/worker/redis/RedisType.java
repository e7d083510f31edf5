package dev.sealift.worker.redis;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What kind of value a key has. Modules bring kinds of their own, which are {@link #Other}. */
public enum RedisType {
    String("string", Word.StrLen),
    List("list", Word.LLen),
    Set("set", Word.SCard),
    SortedSet("zset", Word.ZCard),
    Hash("hash", Word.HLen),
    Stream("stream", Word.XLen),
    Other("", null),
    None("none", null);

    private static final RedisType[] NAMED = {String, List, Set, SortedSet, Hash, Stream, None};

    private final String name;
    // Compared with every key's; it never leaves this class.
    @SuppressWarnings("ImmutableEnumChecker")
    private final byte[] bytes;

    private final @Nullable Word length;

    RedisType(String name, @Nullable Word length) {
        this.name = name;
        this.bytes = name.getBytes(StandardCharsets.US_ASCII);
        this.length = length;
    }

    /** By the answer to {@code TYPE}. */
    public static RedisType of(byte[] name) {
        for (RedisType type : NAMED) {
            if (Arrays.equals(type.bytes, name)) {
                return type;
            }
        }
        return Other;
    }

    /** The command that tells how long it is; empty for what has no length that is known here. */
    public Optional<Word> length() {
        return Optional.ofNullable(length);
    }

    /** As servers call it; empty for a module's. */
    public String serverName() {
        return name;
    }
}
