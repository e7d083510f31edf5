package dev.sealift.worker.rediscompare;

import static dev.sealift.worker.redis.RedisCommand.bytes;

import java.util.HexFormat;

/** What a stream has beside its entries, as parts of its value. */
final class StreamState {

    /** Begins a part that is no entry; no entry's id is empty. After it: the last id; or a group's name and the id it has read to. */
    static final byte[] MARK = {};

    private StreamState() {}

    /** The least id above one, as servers before 6.2 take no exclusive range. */
    static byte[] after(String id) {
        int dash = id.indexOf('-');
        long millis = Long.parseUnsignedLong(id.substring(0, dash));
        long sequence = Long.parseUnsignedLong(id.substring(dash + 1));
        return bytes(
                sequence == -1
                        ? Long.toUnsignedString(millis + 1) + "-0"
                        : Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence + 1));
    }

    static String sortable(byte[] name) {
        return HexFormat.of().formatHex(name);
    }
}
