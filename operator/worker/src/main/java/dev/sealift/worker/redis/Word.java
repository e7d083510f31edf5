package dev.sealift.worker.redis;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import redis.clients.jedis.commands.ProtocolCommand;

/** Every command that a worker ever sends. So this is also the list of what its user must be allowed. */
public enum Word implements ProtocolCommand {
    Auth,
    Select,
    Info,
    Client,
    Cluster,
    Asking,
    Subscribe,
    Config,
    Scan,
    RandomKey,
    Exists,
    Type,
    PTtl,
    StrLen,
    LLen,
    HLen,
    SCard,
    ZCard,
    XLen,
    GetRange,
    LRange,
    HGetAll,
    HScan,
    SMembers,
    SScan,
    ZRange,
    XRange,
    XInfo,
    Memory,
    Dump,
    Restore,
    Append,
    RPush,
    HSet,
    SAdd,
    ZAdd,
    XAdd,
    XDel,
    XSetId,
    XGroup,
    PExpire,
    Rename,
    Unlink;

    // Jedis asks for it with every command that is sent, and changes nothing.
    @SuppressWarnings("ImmutableEnumChecker")
    private final byte[] raw = name().toUpperCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);

    @Override
    public byte[] getRaw() {
        return raw;
    }
}
