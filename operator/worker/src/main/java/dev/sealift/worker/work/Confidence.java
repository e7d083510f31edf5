package dev.sealift.worker.work;

import java.util.Locale;

/**
 * What a sample says of the whole: a draw of {@code n} out of {@code N} without putting back. If {@code k} of the {@code N} differ,
 * none of them is drawn with the probability (N-k choose n) / (N choose n).
 */
public final class Confidence {

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

    /**
     * For people: what the sample proves.
     *
     * @param what was read of each, such as {@code all bytes}
     * @param items what they are called, such as {@code objects}
     */
    public static String statement(String what, String items, long all, long sampled) {
        if (sampled == all) {
            return "%s of all %d %s were read".formatted(what, all, items);
        }
        if (sampled == 0) {
            return "%s of no %s were read".formatted(what, items);
        }
        long least = leastFound(all, sampled, CLAIMED);
        double probability = ofFinding(all, sampled, least);
        return "%s of %d of %d %s were read; if %d of the %d differed, this sample would have found one with %s %%"
                .formatted(what, sampled, all, items, least, all, percent(probability));
    }

    /** Rounded down, so that nothing is claimed that isn't so. */
    private static String percent(double probability) {
        return String.format(Locale.ROOT, "%.1f", Math.floor(probability * 1000) / 10);
    }
}
