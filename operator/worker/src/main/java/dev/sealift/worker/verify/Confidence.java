package dev.sealift.worker.verify;

import java.util.Locale;

/**
 * What a sample says of the whole: a draw of {@code n} out of {@code N} without putting back. If {@code k} of the {@code N} differ,
 * none of them is drawn with the probability (N-k choose n) / (N choose n).
 */
final class Confidence {

    /** What a statement claims, unless the sample is the whole. */
    private static final double CLAIMED = 0.95;

    private Confidence() {}

    /** The probability, from 0 to 1, that a sample holds at least one of those that differ. */
    static double ofFinding(long objects, long sampled, long differing) {
        if (objects < 0 || sampled < 0 || sampled > objects || differing < 0 || differing > objects) {
            throw new IllegalArgumentException(differing + " and " + sampled + " out of " + objects);
        }
        if (differing > objects - sampled) {
            return 1;
        }
        // The two are exchangeable, so the product runs over the smaller.
        long factors = Math.min(sampled, differing);
        long others = Math.max(sampled, differing);
        double logarithm = 0;
        for (long i = 0; i < factors; i++) {
            logarithm += Math.log1p(-(double) others / (objects - i));
        }
        return -Math.expm1(logarithm);
    }

    /** The least number that differ of which one would have been found with the probability; one more than all if none. */
    static long leastFound(long objects, long sampled, double probability) {
        long none = 0;
        long found = objects + 1;
        while (found - none > 1) {
            long middle = none + (found - none) / 2;
            if (ofFinding(objects, sampled, middle) >= probability) {
                found = middle;
            } else {
                none = middle;
            }
        }
        return found;
    }

    /** For people: what the sample proves. */
    static String statement(long objects, long sampled) {
        if (sampled == objects) {
            return "all bytes of all " + objects + " objects were read";
        }
        if (sampled == 0) {
            return "no object was read";
        }
        long least = leastFound(objects, sampled, CLAIMED);
        double probability = ofFinding(objects, sampled, least);
        return "all bytes of %d of %d objects were read; if %d of the %d differed, this sample would have found one with %s %%"
                .formatted(sampled, objects, least, objects, percent(probability));
    }

    /** Rounded down, so that nothing is claimed that isn't so. */
    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(probability * 1000) / 10);
    }
}
