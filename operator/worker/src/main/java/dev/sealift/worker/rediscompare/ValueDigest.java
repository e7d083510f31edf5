package dev.sealift.worker.rediscompare;

import dev.sealift.worker.redis.RedisType;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What stands for a value in a comparison: the same at two servers of whatever version if and only if the value is. Elements of sets and
 * hashes come in no order, so theirs are added up: each of four lanes of 64 bits is the sum of that lane of every element's SHA-256. All
 * else is digested as it comes. A DUMP wouldn't do: its bytes depend on the server's version and on how it happens to store the value.
 */
final class ValueDigest implements Parts {

    private static final int LANES = 4;
    private static final int SHOWN_BYTES = 16;

    private final RedisType type;
    private final MessageDigest sha256 = sha256();
    private final ByteBuffer size = ByteBuffer.allocate(Integer.BYTES);
    private final long[] sums = new long[LANES];
    private long count;
    private long bytes;

    ValueDigest(RedisType type) {
        this.type = type;
    }

    @Override
    public void part(byte[]... pieces) {
        count++;
        switch (type) {
            case Hash, Set -> {
                update(pieces);
                add(ByteBuffer.wrap(sha256.digest()));
            }
            case SortedSet -> update(pieces[0], score(pieces[1]));
            case String, List, Stream, Other, None -> update(pieces);
        }
    }

    /** Each piece with its length before it, or ("ab", "c") would be the same as ("a", "bc"). */
    private void update(byte[]... pieces) {
        for (byte[] piece : pieces) {
            sha256.update(size.clear().putInt(piece.length).array());
            sha256.update(piece);
            bytes += piece.length;
        }
    }

    private void add(ByteBuffer element) {
        for (int lane = 0; lane < LANES; lane++) {
            sums[lane] += element.getLong();
        }
    }

    /** Servers write the same number in different ways: 0.1, or 0.10000000000000001. */
    private static byte[] score(byte[] written) {
        double score = switch (new String(written, StandardCharsets.US_ASCII)) {
            case "inf" -> Double.POSITIVE_INFINITY;
            case "-inf" -> Double.NEGATIVE_INFINITY;
            case String number -> Double.parseDouble(number) + 0.0; // so that -0 is 0
        };
        return ByteBuffer.allocate(Double.BYTES).putDouble(score).array();
    }

    /** How many parts there were. */
    long count() {
        return count;
    }

    /** How many bytes were read. */
    long bytes() {
        return bytes;
    }

    /** Of all that has come. Call it once, at the end. */
    String hex() {
        if (type == RedisType.Hash || type == RedisType.Set) {
            ByteBuffer lanes = ByteBuffer.allocate(LANES * Long.BYTES);
            for (long sum : sums) {
                lanes.putLong(sum);
            }
            sha256.update(lanes.array());
        }
        return HexFormat.of().formatHex(sha256.digest(), 0, SHOWN_BYTES);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
