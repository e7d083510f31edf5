package dev.sealift.lifecycle;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Names what an operation makes outside: the Job, the client token, the tag. Derived, so that a lost status can be rebuilt and
 * nothing is made twice.
 */
public record OperationKey(String value) {

    private static final int HEX_DIGITS = 10;

    /** The key of one attempt at a step of the resource with this uid. */
    public static OperationKey of(String uid, Step step, int attempt) {
        byte[] digest = sha256().digest("%s/%s/%d".formatted(uid, step, attempt).getBytes(StandardCharsets.UTF_8));
        return new OperationKey(HexFormat.of().formatHex(digest).substring(0, HEX_DIGITS));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
