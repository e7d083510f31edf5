package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.RedisType;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What one side said of a key at one moment.
 *
 * @param type as the server calls it; {@code none} if there is no such key
 * @param ttlMillis until it expires; negative if it never does
 * @param length of its value, in bytes of a string and in elements of all else; -1 if it has none that is known
 * @param digest of its value; null if that wasn't read
 * @param atMillis when it was looked at, by the pod's clock
 */
record Look(
        String type, long ttlMillis, long length, @Nullable String digest, long atMillis) {

    /** What a key that isn't there is called. */
    static final String NONE = RedisType.None.serverName();

    /** Some other type than the other side's; which one, the next look tells. */
    static final String ANOTHER = "another type";

    /** What PTTL says of a key that isn't there. */
    static final long ABSENT = -2;

    static Look absent(long atMillis) {
        return new Look(NONE, ABSENT, -1, null, atMillis);
    }

    boolean isAbsent() {
        return type.equals(NONE);
    }

    /** Whether only a module knows what the value is. */
    boolean isOpaque() {
        return length < 0 && !isAbsent() && !type.equals(ANOTHER);
    }

    boolean expires() {
        return ttlMillis >= 0;
    }

    boolean expiresWithin(long millis) {
        return expires() && ttlMillis <= millis;
    }

    Look withDigest(String read) {
        return new Look(type, ttlMillis, length, read, atMillis);
    }

    /** Whether the key has, as far as both looks tell, stayed what it was. */
    boolean sameAs(Look later, long toleranceMillis) {
        return type.equals(later.type)
                && length == later.length
                && Objects.equals(digest, later.digest)
                && expires() == later.expires()
                && (!expires() || Math.abs(expiry() - later.expiry()) <= toleranceMillis);
    }

    private long expiry() {
        return atMillis + ttlMillis;
    }

    /** For people, without a byte of the value. */
    String described() {
        String size = length < 0
                ? ""
                : " of " + length + (type.equals(RedisType.String.serverName()) ? " bytes" : " elements");
        return type + size + (expires() ? ", expires in " + seconds(ttlMillis) : "");
    }

    static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.1f s", millis / 1000.0);
    }
}
