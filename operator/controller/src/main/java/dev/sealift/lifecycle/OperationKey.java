package dev.sealift.lifecycle;

/**
 * Names what an operation makes outside: the Job, the client token, the tag. Derived, so that a lost status can be rebuilt and
 * nothing is made twice.
 */
public record OperationKey(String value) {

    private static final int HEX_DIGITS = 10;

    /** The key of one attempt at a step of the resource with this uid. */
    public static OperationKey of(String uid, Step step, int attempt) {
        return new OperationKey(Digests.hex("%s/%s/%d".formatted(uid, step, attempt), HEX_DIGITS));
    }

    @Override
    public String toString() {
        return value;
    }
}
