package dev.sealift.worker.index;

import dev.sealift.worker.objects.Item;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.OptionalLong;

/**
 * Eight bytes that change whenever an item does, by what its listing says: size, time and version. Two versions of an item have
 * the same once in 2^64 times.
 */
public final class Fingerprint {

    private Fingerprint() {}

    /** Of an item; empty if its side tells no version, so that a change could go unseen. */
    public static OptionalLong of(Item item) {
        return item.version() == null ? OptionalLong.empty() : OptionalLong.of(hashed(text(item)));
    }

    /** Of an item at both sides. */
    public static OptionalLong of(Item source, Item target) {
        return source.version() == null || target.version() == null
                ? OptionalLong.empty()
                : OptionalLong.of(hashed(text(source) + "\n" + text(target)));
    }

    /** Of a key under a seed: the same for all time, and as good as random. */
    public static long of(long seed, String key) {
        return hashed(seed + "\n" + key);
    }

    private static String text(Item item) {
        return item.size() + " " + item.lastModified() + " " + item.version();
    }

    private static long hashed(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
