package dev.sealift.worker.rediscompare;

import dev.sealift.worker.rediscompare.Finding.Different;
import dev.sealift.worker.rediscompare.Finding.Equal;
import dev.sealift.worker.rediscompare.Finding.Extra;
import dev.sealift.worker.rediscompare.Finding.Missing;

/**
 * Says what two looks come to. A key that is about to expire, at whichever side still has it, is as good as gone: the two sides' clocks
 * needn't agree on the moment.
 *
 * @param ttlToleranceMillis by how much the times to live may differ
 */
record Judge(long ttlToleranceMillis) {

    private static final Equal EQUAL = new Equal();

    Finding judge(Look source, Look target) {
        if (source.isAbsent()) {
            return target.isAbsent() || target.expiresWithin(ttlToleranceMillis)
                    ? EQUAL
                    : new Extra(target.described() + "; at the target only");
        }
        if (target.isAbsent()) {
            return source.expiresWithin(ttlToleranceMillis) ? EQUAL : new Missing(source.described());
        }
        return both(source, target);
    }

    private Finding both(Look source, Look target) {
        if (!source.type().equals(target.type())) {
            return new Different(
                    "a " + source.described() + " at the source, " + target.described() + " at the target");
        }
        if (source.length() != target.length()) {
            return new Different(
                    "a " + source.described() + " at the source; length " + target.length() + " at the target");
        }
        if (source.expires() != target.expires()
                || Math.abs(source.ttlMillis() - target.ttlMillis()) > tolerated(source)) {
            return new Different("a " + source.type() + " that " + expiry(source) + " at the source and "
                    + expiry(target) + " at the target");
        }
        if (source.digest() != null
                && target.digest() != null
                && !source.digest().equals(target.digest())) {
            return new Different("a " + source.described() + " at both sides, with another value: SHA-256 "
                    + source.digest() + " at the source, " + target.digest() + " at the target");
        }
        return EQUAL;
    }

    private long tolerated(Look source) {
        return source.expires() ? ttlToleranceMillis : Long.MAX_VALUE;
    }

    private static String expiry(Look look) {
        return look.expires() ? "expires in " + Look.seconds(look.ttlMillis()) : "never expires";
    }
}
