package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.KeyText;
import java.util.Arrays;

/** A key in its database. */
final class Key {

    private static final long PRIME = 0x100000001b3L;

    private final int database;
    private final byte[] bytes;

    Key(int database, byte[] bytes) {
        this.database = database;
        this.bytes = bytes;
    }

    int database() {
        return database;
    }

    byte[] bytes() {
        return bytes;
    }

    /** The same for all time, and as good as random under another seed: FNV-1a, and Murmur's last mixing over it. */
    long hash(long seed) {
        long hash = seed ^ 0xcbf29ce484222325L ^ database;
        for (byte each : bytes) {
            hash = (hash ^ each) * PRIME;
        }
        hash = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        hash = (hash ^ (hash >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return hash ^ (hash >>> 33);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Key that && database == that.database && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(bytes) + database;
    }

    /** For people; see {@link KeyText}. */
    @Override
    public String toString() {
        return KeyText.of(bytes);
    }
}
